"use client";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { CallCard } from "./call-card.tsx";
import { Chat } from "./chat.tsx";
import { ClockBar } from "./clock-bar.tsx";
import { Composer } from "./composer.tsx";
import { ContextTree } from "./context-tree.tsx";
import { useSimulatorState } from "./simulator-context.tsx";
import { LastDecision } from "./last-decision.tsx";
import { SendCard } from "./send-card.tsx";
import { StatusLine } from "./status-line.tsx";
import { useSkipShortWaits } from "./use-skip-short-waits.ts";
import { useRealCall } from "./use-real-call.ts";

/** What of a channel is tried along: its words of consent and its rescue flow. */
function OnChannel() {
  const t = useT();
  const { channel } = useSimulatorState(({ session }) => ({ channel: current(session).channel }));
  return (
    <p className="border-b border-border px-3 py-1 text-[11px] leading-4 text-muted-foreground">
      {channel === undefined ? t("simulator.onNoChannel") : t("simulator.onChannel", { channel: channel.name })}
    </p>
  );
}

/** The phone on which the draft runs, in this browser, with the engine that the worker runs. */
export function DraftPhone() {
  const session = useSimulatorState(({ session }) => session);
  const device = current(session);
  const [call] = device.calls;
  const [send] = device.sends;
  const real = useRealCall(call);
  const isPassing = useSkipShortWaits();
  const before = session.moments[session.at - 1]?.device.execution;
  // A conversation that has just begun has nothing to be compared with.
  const compared = before?.number === device.execution?.number ? before?.state.context : undefined;
  return (
    <>
      <ClockBar />
      <OnChannel />
      <Chat typing={isPassing || real.isUnderWay} />
      {call !== undefined && <CallCard key={call.token} call={call} real={real} />}
      {send !== undefined && <SendCard key={send.token} send={send} />}
      <LastDecision />
      <StatusLine />
      <Composer />
      <ContextTree
        context={device.execution?.state.context ?? {}}
        before={compared ?? {}}
        folded={call !== undefined || send !== undefined}
      />
    </>
  );
}
