"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { QuietNotice } from "#components/chat/quiet-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import type { ContactListed } from "#lib/api/contacts.ts";
import { MESSAGE_KINDS, type MatchTriggersResponse, matchTriggersContract } from "#lib/api/triggers.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactPicker } from "./contact-picker.tsx";
import type { TriggerChannel } from "./trigger-channel.ts";
import { triggerText } from "#lib/i18n/trigger-text.ts";

const SITUATIONS = ["none", "open", "contact"] as const;

/** What a message would begin, and why. */
export function Tester({ channels }: { channels: readonly TriggerChannel[] }) {
  const t = useT();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<(typeof MESSAGE_KINDS)[number]>("message");
  const [sourceId, setSourceId] = useState("");
  const [situation, setSituation] = useState<(typeof SITUATIONS)[number]>("none");
  const [channel, setChannel] = useState(String(channels[0]?.id ?? ""));
  const [contact, setContact] = useState<ContactListed | null>(null);
  const asksContact = situation === "contact";
  const asked = useMutation({
    mutationFn: () => {
      const where =
        asksContact && contact !== null
          ? { contact_id: contact.id }
          : { open: situation === "open", ...(channel !== "" && { channel_id: Number(channel) }) };
      return call(matchTriggersContract, {
        body: { text, kind, ...(kind === "referral" && sourceId.trim() !== "" && { source_id: sourceId.trim() }), ...where },
      });
    },
  });
  return (
    <section aria-labelledby="tester" className="flex flex-col gap-3 rounded-xl border border-border bg-surface p-4">
      <div>
        <h2 id="tester" className="text-sm font-semibold">
          {t("triggers.testerTitle")}
        </h2>
        <p className="text-[13px] text-muted-foreground">{t("triggers.testerText")}</p>
      </div>
      <form
        className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          asked.mutate();
        }}
      >
        <Field label={t("triggers.testerMessage")}>
          {(control) => (
            <Input
              {...control}
              maxLength={4096}
              value={text}
              disabled={kind === "missed_call"}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <SelectField
          label={t("triggers.testerKind")}
          value={kind}
          options={MESSAGE_KINDS.map((value) => ({ value, label: t(`triggers.testerKind_${value}`) }))}
          onChange={setKind}
        />
        <SelectField
          label={t("triggers.testerSituation")}
          value={situation}
          options={SITUATIONS.map((value) => ({ value, label: t(`triggers.testerSituation_${value}`) }))}
          onChange={setSituation}
        />
        {channels.length > 0 && !asksContact && (
          <SelectField
            label={t("triggers.testerChannel")}
            value={channel}
            options={channels.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={setChannel}
          />
        )}
        <Button type="submit" variant="primary" pending={asked.isPending} disabled={asksContact && contact === null}>
          {t("triggers.testerRun")}
        </Button>
      </form>
      {kind === "referral" && (
        <Field label={t("triggers.testerSource")} help={t("triggers.testerSourceHelp")} className="max-w-sm">
          {(control) => <Input {...control} maxLength={200} value={sourceId} onChange={({ target }) => setSourceId(target.value)} />}
        </Field>
      )}
      {asksContact && (
        <ContactPicker
          contact={contact}
          onPick={(picked) => {
            setContact(picked);
            asked.reset();
          }}
        />
      )}
      {asked.error !== null && (
        <Callout tone="danger" role="alert">
          {refusalText(asked.error, t)}
        </Callout>
      )}
      {asked.data !== undefined && <Result result={asked.data} isOpen={situation === "open" || asked.data.open_execution_id !== null} />}
    </section>
  );
}

/** Why nothing begins, where nothing does; a trigger and the channel's flow have sentences of their own. */
const WHY = {
  trigger: "triggers.resultNothing",
  default: "triggers.resultNothing",
  open: "triggers.resultOpen",
  choice: "triggers.resultChoice",
  leaves: "triggers.resultLeaves",
  person: "triggers.resultPerson",
  consent: "triggers.resultConsent",
  quiet: "triggers.resultQuiet",
  nothing: "triggers.resultNothing",
} as const satisfies Record<MatchTriggersResponse["outcome"], string>;

function Result({ result, isOpen }: { result: MatchTriggersResponse; isOpen: boolean }) {
  const t = useT();
  const { outcome, starts, others, quiet, open_execution_id: open } = result;
  return (
    <div role="status" className="flex flex-col gap-2">
      <Callout tone={outcome === "trigger" ? "success" : "info"}>
        {starts === null || starts.trigger === null ? (
          <p>{starts !== null ? t("triggers.resultDefault", { flow: starts.flow_name }) : t(WHY[outcome])}</p>
        ) : (
          <>
            <p className="font-medium">
              {t("triggers.resultTrigger", { flow: starts.flow_name })}
              {starts.by !== null && ` ${t("triggers.resultBy", { word: starts.by })}`}
            </p>
            <p>
              {triggerText(starts.trigger, t)} · {t("triggers.priority")}: {starts.trigger.priority}
            </p>
            {isOpen && <p>{t(starts.trigger.on_open === "suspend" ? "triggers.resultSuspends" : "triggers.resultEnds")}</p>}
          </>
        )}
        {quiet !== null && outcome === "trigger" && <p>{t("triggers.resultBreaksQuiet")}</p>}
        {quiet !== null && outcome === "quiet" && <QuietNotice quiet={quiet} />}
        {open !== null && (
          <Link
            href={`/console/executions/${open}`}
            className="rounded underline outline-none focus-visible:ring-2 focus-visible:ring-ring"
          >
            {t("triggers.openExecution", { id: open })}
          </Link>
        )}
      </Callout>
      {others.length > 0 && (
        <div>
          <h3 className="text-[13px] font-semibold">{t(isOpen ? "triggers.othersOpen" : "triggers.others")}</h3>
          <ul className="flex flex-col gap-0.5 text-[13px]">
            {others.map((other) => (
              <li key={`${other.flow_id} ${other.trigger.id}`} className="wrap-anywhere">
                {other.flow_name}: {triggerText(other.trigger, t)} ({t("triggers.priority")}: {other.trigger.priority})
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
