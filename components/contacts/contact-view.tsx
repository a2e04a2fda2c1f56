"use client";
import Link from "next/link";
import { useState } from "react";
import { LiveData } from "#components/api/live-data.tsx";
import { StatusBadge } from "#components/executions/status-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { cn } from "#components/ui/cn.ts";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { ContactDetail } from "#lib/api/contacts.ts";
import type { MessageResponse } from "#lib/api/messages.ts";
import type { Page } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactConversation } from "./contact-conversation.tsx";
import { ContactFields } from "./contact-fields.tsx";
import { ContactProfile } from "./contact-profile.tsx";
import { ContactHeader } from "./contact-header.tsx";
import type { ContactRights } from "./rights.ts";
import { useContact } from "./use-contacts.ts";
import { WriteBox } from "#components/executions/write-box.tsx";

interface ContactViewProps {
  initial: ContactDetail;
  messages: Page<MessageResponse>;
  /** What the organisation keeps of contacts, with its types. */
  definitions: readonly ContactField[];
  rights: ContactRights;
}

export function ContactView(props: ContactViewProps) {
  return (
    <LiveData>
      <View {...props} />
    </LiveData>
  );
}

function View({ initial, messages, definitions, rights }: ContactViewProps) {
  const t = useT();
  const { contact, error, put, refresh } = useContact(initial);
  const [tab, setTab] = useState<"conversation" | "about">("conversation");
  return (
    <div className="flex h-full flex-col">
      <ContactHeader contact={contact} rights={rights} onChanged={() => void refresh()} />
      <StaleNotice error={error} className="m-2" />
      {contact.is_silenced && (
        <Callout tone="warning" className="m-2">
          {t("contacts.silenced")}
        </Callout>
      )}
      <div className="border-b border-border p-2 md:hidden">
        <Segmented
          label={t("executions.show")}
          value={tab}
          onChange={setTab}
          options={[
            { value: "conversation", label: t("contacts.conversation") },
            { value: "about", label: t("contacts.about") },
          ]}
        />
      </div>
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={t("contacts.conversation")}
          className={cn("min-h-0 min-w-0 flex-1 flex-col md:flex", tab === "conversation" ? "flex" : "hidden")}
        >
          <ContactConversation
            contactId={contact.id}
            initial={messages}
            busy={contact.open_execution !== null}
            quiet={contact.quiet}
            mayMend={rights.mend}
          />
          {rights.edit && <WriteBox contact={contact} onDone={() => void refresh()} />}
        </section>
        <aside
          aria-label={t("contacts.about")}
          className={cn(
            "min-h-0 flex-1 scroll-thin flex-col divide-y divide-border overflow-y-auto border-border bg-surface md:flex md:w-80 md:flex-none md:border-l",
            tab === "about" ? "flex" : "hidden",
          )}
        >
          <NowIn contact={contact} />
          <ContactProfile contact={contact} mayEdit={rights.edit} onSaved={put} />
          <ContactFields contact={contact} definitions={definitions} mayEdit={rights.edit} onSaved={put} />
          <Facts contact={contact} />
        </aside>
      </div>
    </div>
  );
}

function NowIn({ contact: { open_execution: open, unheard_count: unheard } }: { contact: ContactDetail }) {
  const t = useT();
  return (
    <section className="flex flex-col gap-1.5 p-3" aria-label={t("contacts.now")}>
      <h2 className="text-[13px] font-medium">{t("contacts.now")}</h2>
      {open === null ? (
        <p className="text-[13px] text-muted-foreground">{t("contacts.notInConversation")}</p>
      ) : (
        <div className="flex items-center justify-between gap-2">
          <div className="min-w-0">
            <StatusBadge status={open.status} />
            <p className="truncate pt-0.5 text-[13px]">{open.flow_name}</p>
          </div>
          <Button asChild size="sm">
            <Link href={`/console/executions/${open.id}`}>{t("contacts.openExecution")}</Link>
          </Button>
        </div>
      )}
      {unheard > 0 && <p className="text-xs text-warning-text">{t("contacts.unheard", { count: unheard })}</p>}
    </section>
  );
}

function Facts({ contact }: { contact: ContactDetail }) {
  const t = useT();
  const facts = [
    [t("contacts.messages"), t("contacts.messageCount", { count: contact.message_count })],
    [
      t("contacts.executions"),
      <Link
        key="executions"
        href={`/console/executions?contact_id=${contact.id}`}
        className="rounded text-primary-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
      >
        {t("contacts.executionCount", { count: contact.execution_count })}
      </Link>,
    ],
    [t("contacts.lastWrote"), contact.last_inbound_at === null ? t("common.never") : <Time key="last" at={contact.last_inbound_at} />],
    [t("contacts.windowUntil"), contact.window_closes_at === null ? "—" : <Time key="window" at={contact.window_closes_at} />],
    [t("contacts.since"), <Time key="since" at={contact.created_at} />],
    ...(contact.user_id === null
      ? []
      : [
          [
            t("contacts.userId"),
            <code key="user" className="font-mono text-xs break-all">
              {contact.user_id}
            </code>,
          ],
        ]),
  ];
  return (
    <dl className="flex flex-col gap-1.5 p-3 text-[13px]">
      {facts.map(([name, value], index) => (
        <div key={index} className="flex justify-between gap-3">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
