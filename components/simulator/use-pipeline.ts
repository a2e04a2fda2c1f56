"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { refusalText } from "#components/api/refusal-text.ts";
import type { SimulationResponse } from "#lib/api/simulation.ts";
import { useT } from "#lib/i18n/client.tsx";
import { type SaidToPipeline, readSimulation, restartSimulation, saySimulation } from "./api.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

/** Often while something is expected, seldom while the conversation rests. */
const SOON_MS = 600;
const LATER_MS = 3_000;
/** Longest wait for one answer while a whole conversation is repeated. */
const PATIENCE_MS = 20_000;

interface Pipeline {
  simulation: SimulationResponse | null;
  problem: string | null;
  /** The message was taken and nothing has come back yet. */
  expecting: boolean;
  say: (said: SaidToPipeline) => Promise<void>;
  /** Says these one after another, each when the answer to the one before has come. */
  sayAll: (texts: readonly string[]) => Promise<void>;
  restart: () => Promise<void>;
}

/** The conversation on the server: what is said goes out as a signed webhook, and the answers are looked up. */
export function usePipeline(): Pipeline {
  const t = useT();
  const { simulator, flowId } = useSimulator();
  const profile = useSimulatorState(({ profile }) => profile);
  const [after, setAfter] = useState(0);
  const [simulation, setSimulation] = useState<SimulationResponse | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const expecting = simulation !== null && isUnderWay(simulation);

  const look = () => readSimulation(flowId, after).then(setSimulation, (error: unknown) => setProblem(refusalText(error, t)));
  const lookAgain = useEffectEvent(() => {
    if (document.visibilityState === "visible") void look();
  });
  useEffect(() => {
    lookAgain();
    const interval = setInterval(() => lookAgain(), expecting ? SOON_MS : LATER_MS);
    return () => clearInterval(interval);
  }, [expecting, after]);

  /** Does something on the server; a refusal is told. */
  const telling = async (act: () => Promise<unknown>) => {
    setProblem(null);
    await act().catch((error: unknown) => setProblem(refusalText(error, t)));
  };
  const sayAndSettle = async (text: string) => {
    await saySimulation(flowId, { text }, profile.name);
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      const seen = await readSimulation(flowId, after);
      setSimulation(seen);
      if (!isUnderWay(seen)) return;
    }
  };

  return {
    // A look that was under way when the conversation was started over still brings what was before.
    simulation: simulation && { ...simulation, messages: simulation.messages.filter(({ id }) => id > after) },
    problem,
    expecting,
    say: (said) =>
      telling(async () => {
        await saySimulation(flowId, said, profile.name);
        if ("text" in said) simulator.set({ written: "" });
        await look();
      }),
    sayAll: (texts) =>
      telling(async () => {
        for (const text of texts) await sayAndSettle(text);
      }),
    restart: () =>
      telling(async () => {
        const begun = await restartSimulation(flowId);
        setSimulation(null);
        setAfter(begun.after);
      }),
  };
}

/** Something of it is in a worker's hands. A message that nothing waits for stays in the mailbox for as long as the timer runs. */
function isUnderWay({ waiting, messages, execution }: SimulationResponse): boolean {
  const rests = execution?.status === "scheduled" || execution?.status === "handoff";
  return (
    execution?.status === "running" || (waiting > 0 && !rests) || messages.some(({ status }) => status === "queued" || status === "sending")
  );
}
