"use client";
import { useEffect, useEffectEvent } from "react";
import { nextTimer } from "#lib/simulator/device.ts";
import { current } from "#lib/simulator/session.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

/** Waits up to this long pass by themselves, and in no more than `AT_MOST_MS` of real time. */
const SHORT_MS = 30_000;
const AT_MOST_MS = 1_200;

/** Lets short waits pass by themselves where the person wants that; answers whether one is passing. */
export function useSkipShortWaits(): boolean {
  const { simulator, graph } = useSimulator();
  const wait = useSimulatorState(({ session, skipShortWaits: hurries }) => {
    const device = current(session);
    const next = nextTimer(device);
    const isShort = hurries && next !== null && next - device.clock <= SHORT_MS && session.at === session.moments.length - 1;
    return isShort
      ? { token: `${session.at} ${next}`, ms: Math.min(AT_MOST_MS, Math.max(0, next - device.clock)) }
      : { token: null, ms: 0 };
  });
  const pass = useEffectEvent(() => simulator.dispatch(graph, { type: "next_timer" }));
  useEffect(() => {
    if (wait.token === null) return;
    const timeout = setTimeout(() => pass(), wait.ms);
    return () => clearTimeout(timeout);
  }, [wait.token, wait.ms]);
  return wait.token !== null;
}
