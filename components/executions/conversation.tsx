"use client";
import { useEffect, useRef } from "react";
import { quotedText } from "#components/chat/quoted-text.ts";
import type { ConversationMessage } from "#lib/api/history.ts";
import type { Quiet } from "#lib/api/quiet.ts";
import { useT } from "#lib/i18n/client.tsx";
import { DaySeparator } from "./day-separator.tsx";
import { useMendText } from "./mend-text.tsx";
import { QuietNotice } from "#components/chat/quiet-notice.tsx";
import { SaidMessage } from "./said-message.tsx";

interface ConversationProps {
  messages: readonly ConversationMessage[];
  /** Whether the execution has ended: what came since began nothing, as its flow wants silence. */
  isOver: boolean;
  /** The silence that it has left behind it, while that lasts. */
  quiet: Quiet | null;
  /** What a node is called that sent or heard something in this visit. */
  nodeName: (nodeId: string, visitSeq: number | null) => string;
  /** The visit that the replay shows. */
  shown: number | null;
  onShow: (visitSeq: number) => void;
  /** Whether this person may change flows. */
  mayEdit: boolean;
}

/** What was said in one execution. What the replay has not come to yet is dimmed. */
export function Conversation({ messages, isOver, quiet, nodeName, shown, onShow, mayEdit }: ConversationProps) {
  const t = useT();
  const mend = useMendText(mayEdit);
  const list = useRef<HTMLDivElement>(null);
  const current = messages.findLast(({ visit_seq: seq }) => seq !== null && shown !== null && seq <= shown)?.id;
  useEffect(() => {
    const box = list.current;
    const bubble = box?.querySelector<HTMLElement>(`[data-message="${current}"]`);
    if (box && bubble) box.scrollTo({ top: bubble.offsetTop + bubble.offsetHeight / 2 - box.clientHeight / 2 });
  }, [current]);
  return (
    <div
      ref={list}
      tabIndex={0}
      role="log"
      aria-label={t("executions.conversation")}
      className="relative min-h-0 flex-1 scroll-thin overflow-y-auto bg-chat-background p-3 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
    >
      {messages.length === 0 && <p className="py-6 text-center text-sm text-chat-muted">{t("executions.nothingSaid")}</p>}
      <ol className="flex flex-col gap-2">
        {messages.flatMap((message, index) => {
          const { visit_seq: seq, node_id: nodeId } = message;
          const show = seq === null ? undefined : () => onShow(seq);
          return [
            <DaySeparator key={`day-${message.id}`} before={messages[index - 1]?.created_at} at={message.created_at} />,
            <SaidMessage
              key={message.id}
              message={message}
              quoted={quotedText(message.quotes, messages)}
              unheard={seq === null && message.direction === "inbound" ? (isOver ? "ever" : "yet") : null}
              dimmed={seq !== null && shown !== null && seq > shown}
              selected={seq !== null && seq === shown}
              onSelect={show}
              tools={mend.button(message)}
              source={
                show &&
                nodeId !== null && (
                  <button
                    type="button"
                    onClick={show}
                    aria-label={t("executions.showVisit", { node: nodeName(nodeId, seq), seq: String(seq) })}
                    className="mr-auto max-w-32 cursor-pointer truncate rounded outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
                  >
                    {nodeName(nodeId, seq)}
                  </button>
                )
              }
            />,
          ];
        })}
      </ol>
      {quiet !== null && <QuietNotice quiet={quiet} className="mt-3 text-chat-muted" />}
      {mend.dialog}
    </div>
  );
}
