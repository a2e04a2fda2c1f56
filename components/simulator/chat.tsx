"use client";
import { History, PencilLine } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { quotedText } from "#components/chat/quoted-text.ts";
import { Button } from "#components/ui/button.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { current, momentOf } from "#lib/simulator/session.ts";
import { tapAction } from "#lib/simulator/taps.ts";
import { ChatBubble, type Said } from "./chat-bubble.tsx";
import { ChatNotice } from "./chat-notice.tsx";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { useFilling } from "./use-filling.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** The conversation: a live region whose bubbles are reached with the arrow keys. */
export function Chat({ typing }: { typing: boolean }) {
  const t = useT();
  const { simulator, graph, selectedNodeId, selectNode } = useSimulator();
  const { bubbles, bubbleId } = useSimulatorState(({ session, bubbleId }) => ({ bubbles: current(session).bubbles, bubbleId }));
  const list = useRef<HTMLDivElement>(null);
  const said = bubbles.filter((bubble) => bubble.from !== "device");
  const reachable = said.find(({ id }) => id === bubbleId)?.id ?? said.at(-1)?.id;
  useStickToEnd(list, bubbles.length + (typing ? 1 : 0));
  useScrollToNode(list, said, selectedNodeId, bubbleId);

  const select = (bubble: Said) => {
    simulator.set({ bubbleId: bubble.id === bubbleId ? null : bubble.id });
    const nodeId = nodeOf(bubble);
    if (nodeId !== null && bubble.id !== bubbleId) selectNode(nodeId);
  };

  const { tap, dialog } = useFilling((id: string, tapId, values) => {
    const action = tapAction(current(simulator.store.getState().session), id, tapId, values);
    if (action !== null) simulator.dispatch(graph, action);
  });

  return (
    <div
      ref={list}
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={t("simulator.conversation")}
      onKeyDown={moveAlong}
      className="scroll-thin flex min-h-24 flex-1 flex-col overflow-y-auto bg-chat-background p-3"
    >
      <ol className="flex flex-1 flex-col gap-1.5">
        {bubbles.length === 0 && <li className="m-auto max-w-56 text-center text-[13px] text-chat-muted">{t("simulator.empty")}</li>}
        {bubbles.map((bubble) =>
          bubble.from === "device" ? (
            <li key={bubble.id}>
              <ChatNotice notice={bubble.notice} />
            </li>
          ) : (
            <li key={bubble.id}>
              <ChatBubble
                bubble={bubble}
                selected={bubble.id === bubbleId}
                marked={selectedNodeId !== null && nodeOf(bubble) === selectedNodeId}
                reachable={bubble.id === reachable}
                quoted={bubble.from === "flow" ? quotedText(bubble.quotes, said.map(idAndText)) : null}
                onSelect={() => select(bubble)}
                onTap={(tapId) => bubble.from === "flow" && tap(bubble.id, bubble.message, tapId)}
              />
              {bubble.id === bubbleId && <GoBack bubble={bubble} />}
            </li>
          ),
        )}
        {typing && (
          <li className="w-fit rounded-lg rounded-tl-sm bg-chat-inbound px-3 py-2 text-xs text-chat-muted motion-safe:animate-pulse">
            {t("simulator.typing")}
          </li>
        )}
      </ol>
      {dialog}
    </div>
  );
}

/** Back to the moment of this bubble: after it when the flow said it, before it when the contact did, to answer otherwise. */
function GoBack({ bubble }: { bubble: Said }) {
  const t = useT();
  const { simulator } = useSimulator();
  const session = useSimulatorState(({ session }) => session);
  const moment = momentOf(session, bubble.id);
  if (moment === null) return null;
  const mine = bubble.from === "contact";
  if (!mine && moment === session.at) return null;
  const go = () => {
    simulator.goTo(mine ? moment - 1 : moment);
    if (mine) simulator.set({ written: bubble.message.text });
    document.getElementById(COMPOSER_ID)?.focus();
  };
  return (
    <div className={mine ? "mt-1 flex justify-end" : "mt-1 flex"}>
      <Button size="sm" onClick={go}>
        {mine ? <PencilLine aria-hidden="true" /> : <History aria-hidden="true" />}
        {mine ? t("simulator.answerOtherwise") : t("simulator.backToHere")}
      </Button>
    </div>
  );
}

export const COMPOSER_ID = "simulator-composer";

const idAndText = (bubble: Said) => ({ wamid: bubble.from === "contact" ? bubble.message.id : null, text: bubble.message.text });

/** The node that sent the bubble, or took it; null for one of another flow, which is not on this canvas. */
function nodeOf(bubble: Said): string | null {
  const visit = bubble.from === "flow" ? bubble.visit : bubble.consumedBy;
  return visit === null || visit.flow !== undefined ? null : visit.nodeId;
}

function moveAlong(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[pressedKey(event)];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-bubble]")];
  const at = all.findIndex((bubble) => bubble === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}

/** The newest bubble of the node that was selected on the canvas comes into sight. */
function useScrollToNode(
  list: RefObject<HTMLDivElement | null>,
  said: readonly Said[],
  nodeId: string | null,
  bubbleId: string | null,
): void {
  const wanted = nodeId === null ? undefined : said.findLast((bubble) => nodeOf(bubble) === nodeId)?.id;
  useEffect(() => {
    if (wanted === undefined || bubbleId !== null) return;
    list.current?.querySelector(`[data-bubble="${wanted}"]`)?.scrollIntoView({ block: "nearest" });
  }, [list, wanted, nodeId, bubbleId]);
}
