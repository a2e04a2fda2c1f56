"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { toast } from "sonner";
import { knownAround } from "#components/api/around.ts";
import { useCalendars } from "#components/api/calendars.ts";
import { useContactFields } from "#components/api/contact-fields.ts";
import { useOtherFlows } from "#components/api/other-flows.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import { updateExpectations, type FlowTestResult, runFlowTests } from "#lib/flow-tests/run.ts";
import { useT } from "#lib/i18n/client.tsx";
import { changeTest, deleteTest, loadTests } from "./api.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { prepare } from "./simulator-store.ts";

export interface Tests {
  /** Null while they are being loaded. */
  tests: readonly FlowTestResponse[] | null;
  problem: string | null;
  results: ReadonlyMap<number, FlowTestResult<FlowTestResponse>>;
  reload: () => void;
  runAll: () => void;
  run: (test: FlowTestResponse) => void;
  /** Takes what happens now as what is expected. */
  accept: (test: FlowTestResponse) => Promise<void>;
  rename: (test: FlowTestResponse, name: string) => Promise<boolean>;
  remove: (test: FlowTestResponse) => Promise<boolean>;
}

/** The draft has to rest this long before its tests run by themselves. */
const QUIET_MS = 500;

/** A flow's tests and how they went. They run in the browser: when they are opened, and again whenever the draft has changed. */
export function useTests(): Tests {
  const t = useT();
  const { simulator, flowId, graph } = useSimulator();
  const tests = useSimulatorState(({ tests }) => tests);
  const [problem, setProblem] = useState<string | null>(null);
  const [results, setResults] = useState<Tests["results"]>(new Map());
  const calendars = useCalendars();
  const fields = useContactFields();
  const others = useOtherFlows(graph);
  const { print } = prepare(graph);

  const load = () =>
    loadTests(flowId).then(
      (loaded) => {
        simulator.set({ tests: loaded });
        setProblem(null);
      },
      (error: unknown) => setProblem(refusalText(error, t)),
    );
  const loadFirst = useEffectEvent(load);
  useEffect(() => void loadFirst(), [flowId]);

  const runSome = (some: readonly FlowTestResponse[]) =>
    setResults(
      (before) => new Map([...before, ...runFlowTests(graph, some, knownAround()).map((result) => [result.test.id, result] as const)]),
    );
  const runAgain = useEffectEvent(() => {
    if (tests !== null) runSome(tests);
  });
  useEffect(() => {
    const timeout = setTimeout(() => runAgain(), QUIET_MS);
    return () => clearTimeout(timeout);
  }, [print, tests, calendars, fields, others]);

  /** Does something to the server's tests and then to ours; a refusal is told. */
  const changing = async (change: () => Promise<readonly FlowTestResponse[]>): Promise<boolean> => {
    try {
      simulator.set({ tests: await change() });
      return true;
    } catch (error) {
      toast.error(refusalText(error, t));
      return false;
    }
  };
  const otherTests = (test: FlowTestResponse) => (simulator.store.getState().tests ?? []).filter(({ id }) => id !== test.id);
  const replaced = (changed: FlowTestResponse) =>
    (simulator.store.getState().tests ?? []).map((each) => (each.id === changed.id ? changed : each));

  return {
    tests,
    problem,
    results,
    reload: () => void load(),
    runAll: () => {
      const all = runFlowTests(graph, tests ?? [], knownAround());
      setResults(new Map(all.map((result) => [result.test.id, result])));
      const failed = all.filter(({ passed }) => !passed).length;
      if (failed === 0) toast.success(t("simulator.allPassed", { count: all.length }));
      else toast.error(t("simulator.someFailed", { count: failed }));
    },
    run: (test) => runSome([test]),
    accept: async (test) => {
      const { turns } = updateExpectations(prepare(graph).flow, test);
      if (await changing(async () => replaced(await changeTest(flowId, test.id, { turns }))))
        toast.success(t("simulator.accepted", { name: test.name }));
    },
    rename: (test, name) => changing(async () => replaced(await changeTest(flowId, test.id, { name }))),
    remove: (test) =>
      changing(async () => {
        await deleteTest(flowId, test.id);
        return otherTests(test);
      }),
  };
}
