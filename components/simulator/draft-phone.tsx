"use client";
import { RotateCcw } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { AiCard } from "./ai-card.tsx";
import { Chat } from "./chat.tsx";
import { ClockBar } from "./clock-bar.tsx";
import { Composer } from "./composer.tsx";
import { ContextTree } from "./context-tree.tsx";
import { SaveTest } from "./save-test.tsx";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { StatusLine } from "./status-line.tsx";
import { useHurry } from "./use-hurry.ts";
import { useModel } from "./use-model.ts";

/** The phone on which the draft runs, in this browser, with the engine that the worker runs. */
export function DraftPhone() {
  const session = useSimulatorState(({ session }) => session);
  const device = current(session);
  const [call] = device.calls;
  const model = useModel(call);
  const isPassing = useHurry();
  const before = session.moments[session.at - 1]?.device.execution;
  // A conversation that has just begun has nothing to be compared with.
  const compared = before?.number === device.execution?.number ? before?.state.context : undefined;
  return (
    <>
      <ClockBar />
      <Chat typing={isPassing || model.asking} />
      {call !== undefined && <AiCard key={call.token} call={call} asking={model.asking} problem={model.problem} onAsk={model.ask} />}
      <StatusLine />
      <Composer />
      <ContextTree context={device.execution?.state.context ?? {}} before={compared ?? {}} />
      <Footer />
    </>
  );
}

function Footer() {
  const t = useT();
  const { simulator, graph, canEdit } = useSimulator();
  const isEmpty = useSimulatorState(({ session }) => session.moments.length === 1);
  return (
    <div className="flex items-center gap-1.5 border-t border-border px-2 py-1.5">
      <Button size="sm" variant="ghost" disabled={isEmpty} onClick={() => simulator.restart()}>
        <RotateCcw aria-hidden="true" />
        {t("simulator.restart")}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => simulator.do(graph, { type: "start", context: {} })}>
        {t("simulator.startByApi")}
      </Button>
      <span className="flex-1" />
      {canEdit && <SaveTest />}
    </div>
  );
}
