"use client";
import { Sparkles } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { aiRequest, MOCK_FAILURE, mockAnswer } from "#lib/effects/complete_ai/effect.ts";
import type { PendingCall } from "#lib/simulator/types.ts";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";

interface AiCardProps {
  call: PendingCall;
  /** The real model is being asked. */
  asking: boolean;
  /** Why the real model could not be asked. */
  problem: string | null;
  onAsk: () => void;
}

/** A call to the model that waits: what it asks, and what is to come back. */
export function AiCard({ call, asking, problem, onAsk }: AiCardProps) {
  const t = useT();
  const nodeName = useNodeName();
  const { simulator, graph, canEdit } = useSimulator();
  const canned = useSimulatorState(({ canned }) => canned);
  const [text, setText] = useState(canned[call.nodeId] ?? t("simulator.cannedSample"));
  const request = aiRequest.parse(call.request);
  const answer = () => {
    simulator.set({ canned: { ...canned, [call.nodeId]: text } });
    simulator.dispatch(graph, { type: "answer_call", effect: call.effect, result: mockAnswer(request, text) });
  };
  return (
    <section
      aria-label={t("simulator.aiCall", { node: nodeName(call.nodeId) })}
      className="flex max-h-64 shrink-0 flex-col gap-1.5 overflow-y-auto border-t border-border bg-muted p-3"
    >
      <h3 className="flex items-center gap-1.5 text-[13px] font-medium">
        <Sparkles aria-hidden="true" className="size-4 text-family-connect" />
        {t("simulator.aiCall", { node: nodeName(call.nodeId) })}
      </h3>
      <details className="text-xs text-muted-foreground">
        <summary className="cursor-pointer truncate">{request.messages.at(-1)?.content}</summary>
        <pre className="mt-1 max-h-32 overflow-auto rounded-md bg-surface p-2 font-mono whitespace-pre-wrap">
          {JSON.stringify(call.request, null, 2)}
        </pre>
      </details>
      <Textarea
        aria-label={t("simulator.aiAnswer")}
        rows={2}
        value={text}
        maxLength={65_536}
        onChange={(event) => setText(event.target.value)}
        className="min-h-12"
      />
      {problem !== null && (
        <p role="alert" className="text-xs text-danger-text">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" variant="primary" disabled={text.trim() === "" || asking} onClick={answer}>
          {t("simulator.aiAnswerThis")}
        </Button>
        <Button
          size="sm"
          disabled={asking}
          onClick={() => simulator.dispatch(graph, { type: "answer_call", effect: call.effect, result: MOCK_FAILURE })}
        >
          {t("simulator.aiFail")}
        </Button>
        {canEdit && (
          <Button size="sm" pending={asking} onClick={onAsk}>
            {t("simulator.aiReal")}
          </Button>
        )}
      </div>
    </section>
  );
}
