"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { toast } from "sonner";
import { loadCalendars } from "#components/api/calendars.ts";
import { loadContactFields } from "#components/api/contact-fields.ts";
import { loadFlowsOf } from "#components/api/other-flows.ts";
import { knownAround } from "#components/api/around.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { type FlowTestResult, runFlowTests, updateExpectations } from "#lib/flow-tests/run.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { changeTest, loadTests } from "./api.ts";
import { actionText, DifferenceText } from "./difference-text.tsx";
import { prepare } from "./simulator-store.ts";

/** How the tests went on what is about to be published: a red one, or tests that could not be run, asks before going on. */
export type PublishTestsState = "running" | "none" | "passed" | "failed" | "unknown";

interface PublishTestsProps {
  flowId: number;
  graph: FlowGraph;
  onState: (state: PublishTestsState) => void;
}

type Run = { kind: "running" } | { kind: "unknown"; problem: string } | { kind: "done"; results: FlowTestResult<FlowTestResponse>[] };

/** For the dialog that publishes: runs the flow's tests on the draft and shows what is red. */
export function PublishTests({ flowId, graph, onState }: PublishTestsProps) {
  const t = useT();
  const [run, setRun] = useState<Run>({ kind: "running" });
  const tell = useEffectEvent(onState);
  const describe = useEffectEvent((error: unknown) => refusalText(error, t));
  const [round, setRound] = useState(0);
  const accept = async (test: FlowTestResponse) => {
    try {
      await changeTest(flowId, test.id, { turns: updateExpectations(prepare(graph).flow, test).turns });
      toast.success(t("simulator.accepted", { name: test.name }));
      setRound((before) => before + 1);
    } catch (error) {
      toast.error(refusalText(error, t));
    }
  };
  useEffect(() => {
    let isCurrent = true;
    tell("running");
    Promise.all([loadTests(flowId), loadCalendars(), loadContactFields(), loadFlowsOf(graph)]).then(
      ([tests]) => {
        if (!isCurrent) return;
        const results = runFlowTests(graph, tests, knownAround());
        setRun({ kind: "done", results });
        tell(results.length === 0 ? "none" : results.every(({ passed }) => passed) ? "passed" : "failed");
      },
      (error: unknown) => {
        if (!isCurrent) return;
        setRun({ kind: "unknown", problem: describe(error) });
        tell("unknown");
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [flowId, graph, round]);

  if (run.kind === "running") return <Skeleton className="h-9" />;
  if (run.kind === "unknown") return <Callout tone="warning">{t("simulator.publishUnknown", { problem: run.problem })}</Callout>;
  const red = run.results.filter(({ passed }) => !passed);
  if (run.results.length === 0) return <p className="text-sm text-muted-foreground">{t("simulator.publishNoTests")}</p>;
  if (red.length === 0) return <Callout tone="success">{t("simulator.allPassed", { count: run.results.length })}</Callout>;
  return (
    <Callout tone="danger" role="alert">
      <p className="font-medium">{t("simulator.someFailed", { count: red.length })}</p>
      <ul className="scroll-thin mt-1.5 flex max-h-60 flex-col gap-2 overflow-y-auto">
        {red.map((result) => (
          <li key={result.test.id}>
            <FirstDifference result={result} graph={graph} onAccept={() => accept(result.test)} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** The first turn that went otherwise; what comes after it is mostly its consequence. */
function FirstDifference({
  result,
  graph,
  onAccept,
}: {
  result: FlowTestResult<FlowTestResponse>;
  graph: FlowGraph;
  onAccept: () => Promise<void>;
}) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const [pending, setPending] = useState(false);
  const accept = async () => {
    setPending(true);
    await onAccept();
    setPending(false);
  };
  const index = result.turns.findIndex(({ differences }) => differences.length > 0);
  const turn = result.test.turns[index];
  const nodeName = (nodeId: string) => graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  return (
    <details>
      <summary className="cursor-pointer">{result.test.name}</summary>
      <div className="mt-1 flex flex-col gap-1.5 rounded-md bg-surface p-2 text-foreground">
        {turn && <p className="text-xs font-medium">{`${index + 1}. ${actionText(turn.do, t, format, locale)}`}</p>}
        {result.turns[index]?.differences.map((difference, n) => (
          <DifferenceText key={n} difference={difference} nodeName={nodeName} />
        ))}
        <Button size="sm" className="self-start" pending={pending} onClick={() => void accept()}>
          {t("simulator.acceptTest")}
        </Button>
      </div>
    </details>
  );
}
