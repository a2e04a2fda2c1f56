"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import type { ActionResult } from "#lib/action-result.ts";
import type { FlowReach, ReachChannel } from "#lib/api/flow-reach.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";

/** The channels that a flow can answer on, and who may choose. */
export type LoadFlowReach = (flowId: number) => Promise<ActionResult<FlowReach>>;

/** Null while it is not known. */
export function useFlowReach(flowId: number, load: LoadFlowReach): FlowReach | null {
  const { data } = useQuery({ queryKey: ["flow-reach", flowId], queryFn: () => load(flowId), staleTime: 0, gcTime: 0 });
  return data?.ok === true ? data.value : null;
}

/** In a select an empty value is none at all. */
const NONE = "none";

/** Whom publishing reaches. Who may changes that here, with the same button; others are told whom to ask. */
export function AnswersOn({
  reach,
  chosen,
  onChoose,
}: {
  reach: FlowReach | null;
  /** Null: as it is. */
  chosen: ReachChannel | null;
  onChoose: (channel: ReachChannel | null) => void;
}) {
  const t = useT();
  const format = useFormat();
  if (reach === null) return null;
  const { channels, mayChoose, administrators } = reach;
  const own = channels.filter(({ begins }) => begins);
  const already = own.length > 0 ? t("channels.answersAlso", { channels: format.list(own.map(({ name }) => name)) }) : null;
  if (channels.length === 0 || !mayChoose)
    return already !== null ? (
      <p className="text-[13px] text-muted-foreground">{already}</p>
    ) : (
      <Callout tone="info" role="status" className="text-[13px] leading-4.5">
        {t("builder.startedByNone")}{" "}
        {mayChoose ? (
          <SeeChannels />
        ) : administrators.length > 0 ? (
          t("channels.answersAsk", { names: format.list(administrators) })
        ) : (
          t("channels.answersAskNobody")
        )}
      </Callout>
    );
  const nameOf = ({ name, simulated }: ReachChannel) => (simulated ? t("channels.answersSimulatedName", { name }) : name);
  const value = chosen ?? own[0];
  const replaced =
    chosen !== null && chosen.flow !== null ? t("channels.answersInstead", { channel: chosen.name, flow: chosen.flow }) : null;
  return (
    <Field label={t("channels.answersOn")} help={replaced ?? (chosen !== null || own.length > 1 ? already : undefined)}>
      {(control) => (
        <Select
          value={value === undefined ? NONE : String(value.id)}
          onValueChange={(id) => {
            const channel = channels.find((each) => String(each.id) === id);
            onChoose(channel === undefined || channel.begins ? null : channel);
          }}
        >
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {own.length === 0 && <SelectItem value={NONE}>{t("channels.answersNowhere")}</SelectItem>}
            {channels.map((channel) => (
              <SelectItem key={channel.id} value={String(channel.id)}>
                {nameOf(channel)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

export function SeeChannels() {
  const t = useT();
  return (
    <Link
      href="/console/settings/channels"
      className="rounded font-medium underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
    >
      {t("builder.seeChannels")}
    </Link>
  );
}
