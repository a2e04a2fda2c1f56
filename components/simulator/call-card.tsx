"use client";
import { Button } from "#components/ui/button.tsx";
import { CALL_DRAWINGS } from "#lib/effects/cards.tsx";
import { callMessages } from "#lib/effects/messages.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import { fill } from "#lib/i18n/message.ts";
import type { PendingCall } from "#lib/simulator/types.ts";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";
import type { RealCall } from "./use-real-call.ts";

/** A call that waits, with whatever its effect draws for the person who answers it. */
export function CallCard({ call, real }: { call: PendingCall; real: RealCall }) {
  const locale = useLocale();
  const nodeName = useNodeName();
  const { simulator, graph, canEdit } = useSimulator();
  const kept = useSimulatorState(({ kept }) => kept);
  const { icon: Icon, Card } = CALL_DRAWINGS[call.effect];
  const words = callMessages(call.effect, locale);
  const title = fill(words.asks, locale, { node: nodeName(call.nodeId) });
  return (
    <section
      aria-label={title}
      className="flex max-h-[45%] shrink-0 flex-col gap-1.5 overflow-y-auto border-t border-border bg-muted p-3 scroll-thin"
    >
      <h3 className="flex items-center gap-1.5 text-[13px] font-medium">
        <Icon aria-hidden="true" className="size-4 shrink-0 text-family-connect" />
        {title}
      </h3>
      <Card
        request={call.request}
        kept={kept[call.nodeId]}
        busy={real.isUnderWay}
        answer={(result, last) => {
          if (last !== undefined) simulator.set({ kept: { ...kept, [call.nodeId]: last } });
          simulator.dispatch(graph, { type: "answer_call", effect: call.effect, result });
        }}
        real={
          canEdit && (
            <Button size="sm" pending={real.isUnderWay} onClick={real.perform}>
              {words.perform}
            </Button>
          )
        }
      />
      {real.problem !== null && (
        <p role="alert" className="text-xs text-danger-text">
          {real.problem}
        </p>
      )}
    </section>
  );
}
