"use client";
import { FastForward, RotateCcw, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { addressOfFrame } from "#lib/engine/callbacks.ts";
import { hasEnded, waitsFor } from "#lib/engine/can-consume.ts";
import { nextTimer } from "#lib/simulator/device.ts";
import { current } from "#lib/simulator/session.ts";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { CallBack } from "./call-back.tsx";
import { prepare } from "./simulator-store.ts";

/** What the conversation rests on, and what can be done about it. */
export function StatusLine() {
  const t = useT();
  const { simulator, graph } = useSimulator();
  const session = useSimulatorState(({ session }) => session);
  const madeWith = useSimulatorState(({ madeWith }) => madeWith);
  if (session.at < session.moments.length - 1) {
    return (
      <Line text={t("simulator.wentBack")}>
        <Button size="sm" onClick={() => simulator.goTo(session.moments.length - 1)}>
          <StepForward aria-hidden="true" />
          {t("simulator.forwardAgain")}
        </Button>
      </Line>
    );
  }
  if (madeWith !== null && madeWith !== prepare(graph).print) {
    return (
      <Line text={t("simulator.draftChanged")}>
        <Button size="sm" onClick={() => simulator.repeat(graph)}>
          <RotateCcw aria-hidden="true" />
          {t("simulator.repeat")}
        </Button>
      </Line>
    );
  }
  return <Rest />;
}

function Rest() {
  const t = useT();
  const format = useFormat();
  const nodeName = useNodeName();
  const { simulator, graph } = useSimulator();
  const device = useSimulatorState(({ session }) => current(session));
  const state = device.execution?.state;
  const next = nextTimer(device);
  if (state === undefined || device.calls.length + device.sends.length > 0) return null;
  if (hasEnded(state)) return <Line text={t("simulator.statusEnded")} />;
  const node = nodeName(state.nodeId ?? "", state.flow);
  if (waitsFor(state).includes("callback")) {
    return (
      <Line text={t("simulator.statusCallback", { node })}>
        <CallBack node={addressOfFrame(state)} name={node} />
      </Line>
    );
  }
  if (state.waitingFor?.kind === "timer" && next !== null) {
    return (
      <Line text={t("simulator.statusScheduled", { node, time: format.duration(Math.max(0, next - device.clock) / 1000) })}>
        <Button size="sm" onClick={() => simulator.dispatch(graph, { type: "next_timer" })}>
          <FastForward aria-hidden="true" />
          {t("simulator.skip")}
        </Button>
      </Line>
    );
  }
  return <Line text={state.status === "handoff" ? t("simulator.statusHandoff") : t("simulator.statusWaiting", { node })} />;
}

function Line({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div role="status" className="flex min-h-8 items-center gap-2 border-t border-border bg-muted px-3 py-1 text-xs text-muted-foreground">
      <p className="min-w-0 flex-1 leading-4">{text}</p>
      {children}
    </div>
  );
}
