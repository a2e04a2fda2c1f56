"use client";
import { FlaskConical, Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import { sessionOf } from "#lib/flow-tests/run.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useSimulator } from "./simulator-context.tsx";
import { prepare } from "./simulator-store.ts";
import { TestRow } from "./test-row.tsx";
import { useTests } from "./use-tests.ts";

/** The flow's tests, red and green. `onConversation`: shows the phone, where a test was opened. */
export function TestsPanel({ onConversation }: { onConversation: () => void }) {
  const t = useT();
  const { simulator, graph, canEdit } = useSimulator();
  const tests = useTests();
  const open = (test: FlowTestResponse) => {
    simulator.show(graph, sessionOf(prepare(graph).flow, test));
    onConversation();
  };

  if (tests.problem !== null) {
    return (
      <div className="flex flex-col gap-2 p-3">
        <Callout tone="danger" role="alert">
          {tests.problem}
        </Callout>
        <Button size="sm" className="self-start" onClick={tests.reload}>
          {t("common.retry")}
        </Button>
      </div>
    );
  }
  if (tests.tests === null) return <Skeleton className="m-3 h-24" />;
  if (tests.tests.length === 0) {
    return (
      <div className="p-3">
        <EmptyState
          icon={FlaskConical}
          title={t("simulator.testsEmpty")}
          description={canEdit ? t("simulator.testsEmptyText") : t("simulator.testsEmptyRead")}
          actions={<Button onClick={onConversation}>{t("simulator.toConversation")}</Button>}
        />
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b border-border px-3 py-1.5">
        <Summary tests={tests.tests} results={tests.results} />
        <Button size="sm" onClick={tests.runAll}>
          <Play aria-hidden="true" />
          {t("simulator.runAll")}
        </Button>
      </div>
      <ul aria-label={t("simulator.tests")} className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        {tests.tests.map((test) => (
          <TestRow key={test.id} test={test} result={tests.results.get(test.id)} tests={tests} onOpen={open} />
        ))}
      </ul>
    </div>
  );
}

function Summary({ tests, results }: { tests: readonly FlowTestResponse[]; results: ReturnType<typeof useTests>["results"] }) {
  const t = useT();
  const failed = tests.filter(({ id }) => results.get(id)?.passed === false).length;
  const passed = tests.filter(({ id }) => results.get(id)?.passed === true).length;
  return (
    <p role="status" className="min-w-0 flex-1 text-[13px]">
      {failed > 0 && <span className="font-medium text-danger-text">{t("simulator.failedCount", { count: failed })}</span>}
      {failed > 0 && passed > 0 && " · "}
      {passed > 0 && <span className="text-success-text">{t("simulator.passedCount", { count: passed })}</span>}
    </p>
  );
}
