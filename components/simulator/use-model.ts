"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { refusalText } from "#components/api/refusal-text.ts";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { aiRequest } from "#lib/effects/complete_ai/effect.ts";
import type { PendingCall } from "#lib/simulator/types.ts";
import { askModel } from "./api.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

export interface Model {
  asking: boolean;
  problem: string | null;
  ask: () => void;
}

/** Asks the real model about the call that waits; by itself where the person chose so and is not looking at an earlier moment. */
export function useModel(call: PendingCall | undefined): Model {
  const t = useT();
  const { simulator, graph, canEdit } = useSimulator();
  const [asked, setAsked] = useState<PendingCall | null>(null);
  const [problem, setProblem] = useState<{ call: PendingCall; text: string } | null>(null);
  const isReal = useSimulatorState(({ aiMode, session }) => aiMode === "real" && session.at === session.moments.length - 1);

  const ask = async (about: PendingCall) => {
    setAsked(about);
    setProblem(null);
    try {
      const result = await askModel(aiRequest.parse(about.request));
      // The person may have answered, or gone back, meanwhile.
      if (current(simulator.store.getState().session).calls[0] === about)
        simulator.dispatch(graph, { type: "answer_call", effect: about.effect, result });
    } catch (error) {
      setProblem({ call: about, text: refusalText(error, t) });
    }
    setAsked(null);
  };
  const askByItself = useEffectEvent((about: PendingCall) => void ask(about));
  useEffect(() => {
    if (call === undefined || !isReal || !canEdit) return;
    const timeout = setTimeout(() => askByItself(call));
    return () => clearTimeout(timeout);
  }, [call, isReal, canEdit]);

  return {
    asking: call !== undefined && asked === call,
    problem: problem !== null && problem.call === call ? problem.text : null,
    ask: () => {
      if (call !== undefined) void ask(call);
    },
  };
}
