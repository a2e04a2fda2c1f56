"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { refusalText } from "#components/api/refusal-text.ts";
import { tryCall } from "#components/api/try-call.ts";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import type { PendingCall } from "#lib/simulator/types.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

export interface RealCall {
  isUnderWay: boolean;
  /** Why it could not be made. */
  problem: string | null;
  perform: () => void;
}

/** Makes the call that waits for real; by itself where the person chose so and is not looking at an earlier moment. */
export function useRealCall(call: PendingCall | undefined): RealCall {
  const t = useT();
  const { simulator, graph, canEdit } = useSimulator();
  const [performed, setPerformed] = useState<PendingCall | null>(null);
  const [problem, setProblem] = useState<{ call: PendingCall; text: string } | null>(null);
  const byItself = useSimulatorState(
    ({ realCalls, session }) => call !== undefined && realCalls.includes(call.effect) && session.at === session.moments.length - 1,
  );

  const perform = async (about: PendingCall) => {
    setPerformed(about);
    setProblem(null);
    try {
      const result = await tryCall(about.effect, about.request);
      // The person may have answered, or gone back, meanwhile.
      if (current(simulator.store.getState().session).calls[0] === about)
        simulator.dispatch(graph, { type: "answer_call", effect: about.effect, result });
    } catch (error) {
      setProblem({ call: about, text: refusalText(error, t) });
    }
    setPerformed(null);
  };
  const performByItself = useEffectEvent((about: PendingCall) => void perform(about));
  useEffect(() => {
    if (call === undefined || !byItself || !canEdit) return;
    const timeout = setTimeout(() => performByItself(call));
    return () => clearTimeout(timeout);
  }, [call, byItself, canEdit]);

  return {
    isUnderWay: call !== undefined && performed === call,
    problem: problem !== null && problem.call === call ? problem.text : null,
    perform: () => {
      if (call !== undefined) void perform(call);
    },
  };
}
