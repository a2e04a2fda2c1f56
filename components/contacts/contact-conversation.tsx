"use client";
import { MessagesSquare } from "lucide-react";
import Link from "next/link";
import { useEffect, useLayoutEffect, useRef } from "react";
import { quotedText } from "#components/chat/quoted-text.ts";
import { DaySeparator } from "#components/executions/day-separator.tsx";
import { useMendText } from "#components/executions/mend-text.tsx";
import { QuietNotice } from "#components/chat/quiet-notice.tsx";
import { SaidMessage } from "#components/executions/said-message.tsx";
import { Button } from "#components/ui/button.tsx";
import type { MessageResponse } from "#lib/api/messages.ts";
import type { Quiet } from "#lib/api/quiet.ts";
import type { Page } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { executionStarts } from "./execution-starts.ts";
import { useMessages } from "./use-contacts.ts";

interface ContactConversationProps {
  contactId: number;
  initial: Page<MessageResponse>;
  /** A conversation is going on: look more often. */
  busy: boolean;
  /** The silence after the last conversation's end. */
  quiet: Quiet | null;
  /** Whether this person may change flows. */
  mayMend: boolean;
}

/** From this near to its end the list stays at the end when something new comes. */
const NEAR_END = 80;

/** Everything that was said with a contact, whichever execution said it; older messages come in above. */
export function ContactConversation({ contactId, initial, busy, quiet, mayMend }: ContactConversationProps) {
  const t = useT();
  const mend = useMendText(mayMend);
  const { messages, hasNextPage, isFetchingNextPage, fetchNextPage } = useMessages(contactId, initial, busy);
  const begin = executionStarts(messages);
  const { box, onScroll } = useStay(messages[0]?.id, messages.at(-1)?.id);
  return (
    <div
      ref={box}
      onScroll={onScroll}
      tabIndex={0}
      role="log"
      aria-label={t("contacts.conversation")}
      className="min-h-0 flex-1 scroll-thin overflow-y-auto bg-chat-background p-3 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset sm:px-6"
    >
      {hasNextPage && (
        <div className="flex justify-center pb-2">
          <Button size="sm" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("contacts.earlier")}
          </Button>
        </div>
      )}
      {messages.length === 0 && (
        <p className="flex flex-col items-center gap-2 py-10 text-sm text-chat-muted">
          <MessagesSquare aria-hidden="true" className="size-6" />
          {t("contacts.nothingSaid")}
        </p>
      )}
      <ol className="mx-auto flex max-w-3xl flex-col gap-2">
        {messages.flatMap((message, index) => {
          const begun = begin.get(message.id);
          return [
            <DaySeparator key={`day-${message.id}`} before={messages[index - 1]?.created_at} at={message.created_at} />,
            begun !== undefined && <ExecutionLine key={`execution-${message.id}`} id={begun} />,
            <SaidMessage key={message.id} message={message} quoted={quotedText(message.quotes, messages)} tools={mend.button(message)} />,
          ];
        })}
      </ol>
      {quiet !== null && <QuietNotice quiet={quiet} className="mx-auto mt-3 max-w-3xl text-chat-muted" />}
      {mend.dialog}
    </div>
  );
}

function ExecutionLine({ id }: { id: number }) {
  const t = useT();
  return (
    <li className="flex items-center gap-2 py-1 text-xs text-chat-muted">
      <span aria-hidden="true" className="h-px flex-1 bg-current/25" />
      <Link
        href={`/console/executions/${id}`}
        className="rounded outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
      >
        {t("contacts.executionLine", { id: String(id) })}
      </Link>
      <span aria-hidden="true" className="h-px flex-1 bg-current/25" />
    </li>
  );
}

/** Keeps what one reads in its place: at the end when something new comes there, still when older messages come in above. */
function useStay(first: number | undefined, last: number | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const fromEnd = useRef(0);
  const seen = useRef({ first, last });
  useLayoutEffect(() => {
    const list = box.current;
    if (list === null) return;
    const isOlder = first !== seen.current.first && last === seen.current.last;
    if (isOlder || fromEnd.current < NEAR_END) list.scrollTop = list.scrollHeight - list.clientHeight - (isOlder ? fromEnd.current : 0);
    seen.current = { first, last };
  }, [first, last]);
  useEffect(() => {
    const list = box.current;
    if (list) list.scrollTop = list.scrollHeight;
  }, []);
  const onScroll = () => {
    const list = box.current;
    if (list) fromEnd.current = list.scrollHeight - list.clientHeight - list.scrollTop;
  };
  return { box, onScroll };
}
