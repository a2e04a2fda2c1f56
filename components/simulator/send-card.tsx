"use client";
import { Send } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { SEND_OUTCOMES, type SendOutcome } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import type { PendingSend } from "#lib/simulator/types.ts";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";

/** A message whose flow waits for Meta's answer to it, and what Meta may answer. */
export function SendCard({ send }: { send: PendingSend }) {
  const t = useT();
  const nodeName = useNodeName();
  const { simulator, graph } = useSimulator();
  const state = useSimulatorState(({ session }) => current(session).execution?.state);
  const title = t("simulator.sendAwaited", { node: nodeName(state?.nodeId ?? "", state?.flow) });
  const usual = (outcome: SendOutcome) => (outcome === send.mock ? "primary" : "outline");
  return (
    <section aria-label={title} className="flex shrink-0 flex-col gap-1.5 border-t border-border bg-muted p-3">
      <h3 className="flex items-center gap-1.5 text-[13px] font-medium">
        <Send aria-hidden="true" className="size-4 shrink-0" />
        {title}
      </h3>
      <div className="flex flex-wrap gap-1.5">
        {SEND_OUTCOMES.map((outcome) => (
          <Button
            key={outcome}
            size="sm"
            variant={usual(outcome)}
            onClick={() => simulator.dispatch(graph, { type: "settle_send", outcome })}
          >
            {t(`simulator.send_${outcome}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
