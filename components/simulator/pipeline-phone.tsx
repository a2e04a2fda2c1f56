"use client";
import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { cn } from "#components/ui/cn.ts";
import { Time } from "#components/ui/time.tsx";
import type { SimulationResponse } from "#lib/api/simulation.ts";
import { useT } from "#lib/i18n/client.tsx";
import { isOpen } from "#lib/engine/status.ts";
import type { Context, OutgoingMessage } from "#lib/engine/types.ts";
import { type Path, pathOf, visitsOfLastEvent } from "#lib/simulator/path.ts";
import { current } from "#lib/simulator/session.ts";
import { WriteLine } from "./composer.tsx";
import { ContextTree } from "./context-tree.tsx";
import { SelectableMessage } from "./selectable-message.tsx";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { useFilling } from "./use-filling.tsx";
import { usePipeline } from "./use-pipeline.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

const NO_CONTEXT: Context = {};

/** The phone on which the published version runs on the server: through the webhook, the queue and the worker. */
export function PipelinePhone({ onPath }: { onPath: (path: Path | null) => void }) {
  const t = useT();
  const { publishedVersion } = useSimulator();
  const { simulation, problem, expecting, say, sayAll, restart } = usePipeline();
  const [busy, setBusy] = useState(false);
  const whileBusy = (work: Promise<void>) => {
    setBusy(true);
    void work.then(() => setBusy(false));
  };
  const saidToDraft = useSimulatorState(({ session }) =>
    current(session).bubbles.flatMap((bubble) => (bubble.from === "contact" && bubble.message.text !== "" ? [bubble.message.text] : [])),
  );
  const { tap, dialog } = useFilling((messageId: number, id, values) =>
    whileBusy(say({ tap: { message_id: messageId, id, ...(values === undefined ? {} : { values }) } })),
  );
  const context = (simulation?.execution?.context as Context | undefined) ?? NO_CONTEXT;
  usePath(simulation, onPath);
  if (publishedVersion === null) {
    return (
      <div className="flex-1 p-3">
        <Callout tone="info">{t("simulator.pipelineUnpublished")}</Callout>
      </div>
    );
  }
  return (
    <>
      <Status simulation={simulation} expecting={expecting} />
      <Messages messages={simulation?.messages ?? []} expecting={expecting} onTap={busy ? undefined : tap} />
      {dialog}
      {problem !== null && (
        <Callout tone="danger" role="alert" className="rounded-none border-x-0">
          {problem}
        </Callout>
      )}
      <div className="border-t border-border bg-surface p-2">
        <WriteLine label={t("simulator.message")} disabled={busy} say={(text) => whileBusy(say({ text }))} />
      </div>
      <ContextTree context={context} before={context} />
      <div className="flex flex-wrap items-center gap-1.5 border-t border-border px-2 py-1.5">
        <Button
          size="sm"
          variant="ghost"
          disabled={busy || simulation === null || simulation.messages.length === 0}
          onClick={() => whileBusy(restart())}
        >
          <RotateCcw aria-hidden="true" />
          {t("simulator.restart")}
        </Button>
        {saidToDraft.length > 0 && (
          <Button size="sm" variant="ghost" pending={busy} onClick={() => whileBusy(sayAll(saidToDraft))}>
            {t("simulator.pipelineRepeat")}
          </Button>
        )}
        <span className="flex-1" />
        {simulation?.execution && (
          <Button size="sm" variant="ghost" asChild>
            <Link href={`/console/executions/${simulation.execution.id}`}>{t("simulator.openExecution")}</Link>
          </Button>
        )}
      </div>
    </>
  );
}

function Status({ simulation, expecting }: { simulation: SimulationResponse | null; expecting: boolean }) {
  const t = useT();
  const nodeName = useNodeName();
  const { publishedVersion } = useSimulator();
  const execution = simulation?.execution ?? null;
  const version = t("simulator.pipelineVersion", { version: simulation?.version ?? publishedVersion ?? 0 });
  const where = expecting
    ? t("simulator.pipelineWorking")
    : execution === null
      ? t("simulator.pipelineReady")
      : `${t.maybe(`simulator.status_${execution.status}`) ?? execution.status} · ${nodeName(execution.node_id ?? "")}`;
  return (
    <p role="status" className="border-b border-border px-3 py-2 text-xs text-muted-foreground">
      {version} · {where}
    </p>
  );
}

interface MessagesProps {
  messages: SimulationResponse["messages"];
  expecting: boolean;
  onTap: ((messageId: number, message: OutgoingMessage, tapId: string) => void) | undefined;
}

function Messages({ messages, expecting, onTap }: MessagesProps) {
  const t = useT();
  const { selectedNodeId, selectNode } = useSimulator();
  const list = useRef<HTMLDivElement>(null);
  useStickToEnd(list, messages.length + (expecting ? 1 : 0));
  return (
    <div
      ref={list}
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={t("simulator.conversation")}
      className="scroll-thin flex min-h-24 flex-1 flex-col overflow-y-auto bg-chat-background p-3"
    >
      <ol className="flex flex-1 flex-col gap-1.5">
        {messages.length === 0 && (
          <li className="m-auto max-w-56 text-center text-[13px] text-chat-muted">{t("simulator.pipelineEmpty")}</li>
        )}
        {messages.map(({ id, direction, status, node_id, at, ...message }) => (
          <li key={id}>
            <SelectableMessage
              id={id}
              mine={direction === "inbound"}
              label={`${t(direction === "inbound" ? "simulator.youSaid" : "simulator.flowSaid")}: ${message.text}`}
              reachable
              onSelect={node_id === null ? undefined : () => selectNode(node_id)}
            >
              <MessageBubble
                message={message}
                align={direction === "inbound" ? "end" : "start"}
                speaker={`${direction === "inbound" ? t("simulator.youSaid") : t("simulator.flowSaid")}:`}
                onTap={
                  direction === "inbound" || onTap === undefined
                    ? undefined
                    : (tapId) => onTap(id, { ...message, data: message.data ?? {} }, tapId)
                }
                className={cn(node_id !== null && node_id === selectedNodeId && "ring-2 ring-primary/50")}
                foot={
                  <>
                    <Time at={at} as="time" />
                    {direction === "outbound" && ` · ${t.maybe(`simulator.message_${status}`) ?? status}`}
                  </>
                }
              />
            </SelectableMessage>
          </li>
        ))}
        {expecting && (
          <li className="w-fit rounded-lg rounded-tl-sm bg-chat-inbound px-3 py-2 text-xs text-chat-muted motion-safe:animate-pulse">
            {t("simulator.typing")}
          </li>
        )}
      </ol>
    </div>
  );
}

/** Lights up the way when it has changed, which most looks at the server do not find. */
function usePath(simulation: SimulationResponse | null, onPath: (path: Path | null) => void): void {
  const tell = useEffectEvent(() => onPath(simulation && pathGone(simulation)));
  const { id, status, node_id } = simulation?.execution ?? {};
  const visits = simulation?.visits.length ?? 0;
  useEffect(() => tell(), [id, status, node_id, visits]);
}

function pathGone({ execution, visits }: SimulationResponse): Path {
  const gone = visits.map(({ node_id: nodeId, transition_id: transitionId, outcome }) => ({ nodeId, transitionId, outcome }));
  return pathOf(gone, visitsOfLastEvent(gone), execution !== null && isOpen(execution.status) ? execution.node_id : null);
}
