"use client";
import { useEffect, useRef } from "react";
import { FamilyIcon, familyOf } from "#components/builder/families.tsx";
import { startedByText } from "#lib/i18n/trigger-text.ts";
import { cn } from "#components/ui/cn.ts";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { Time } from "#components/ui/time.tsx";
import type { ExecutionSummary, Visit } from "#lib/api/executions.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { flowOfVisit, nodeNameIn } from "./replay.ts";
import { eventText, noteText, outcomeText } from "./visit-text.ts";

interface VisitLogProps {
  history: HistoryResponse;
  /** Index of the visit shown. */
  at: number;
  /** Indexes of the visits that an event began. */
  events: readonly number[];
  onShow: (at: number) => void;
}

/** Every visit, in order, under the event that made it and, where flows begin one another, under the flow in which it happened. */
export function VisitLog({ history, at, events, onShow }: VisitLogProps) {
  const t = useT();
  const { visits } = history;
  const box = useRef<HTMLDivElement>(null);
  const starts = new Set(events);
  useEffect(() => {
    const list = box.current;
    const row = list?.querySelector<HTMLElement>("[aria-current=true]");
    if (!list || !row) return;
    const top = row.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTo({ top: top - list.clientHeight / 2 });
  }, [at]);
  return (
    <div ref={box} className="min-h-0 flex-1 scroll-thin overflow-y-auto">
      <ol aria-label={t("executions.log")} onKeyDown={moveBetweenRows} className="py-1">
        {visits.map((visit, index) => (
          <li key={visit.seq}>
            {starts.has(index) && <EventLine visit={visit} />}
            {(visit.frame !== (visits[index - 1]?.frame ?? null) || visit.started_by !== null) && (
              <FlowLine history={history} visit={visit} />
            )}
            <VisitRow
              visit={visit}
              graph={flowOfVisit(history, visit).graph}
              isShown={index === at}
              ending={history.execution}
              onShow={() => onShow(index)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function EventLine({ visit }: { visit: Visit }) {
  const t = useT();
  const locale = useLocale();
  return (
    <p className="flex items-center gap-2 px-3 pt-2 pb-0.5 text-[11px] leading-4 text-muted-foreground">
      <span>{eventText(visit, t, locale)}</span>
      <span aria-hidden="true" className="h-px flex-1 bg-border" />
      <Time at={visit.at} as="seconds" className="tabular-nums" />
    </p>
  );
}

/** Where the visits after it happened. */
function FlowLine({ history, visit }: { history: HistoryResponse; visit: Visit }) {
  const t = useT();
  const { name, version } = flowOfVisit(history, visit);
  const text =
    visit.frame === null ? t("executions.inOwnFlow", { flow: name }) : t("executions.inFlow", { flow: name, version: version ?? "" });
  return (
    <p className="px-3 pt-1.5 pb-0.5 text-[11px] leading-4 font-medium wrap-anywhere">
      {text}
      {visit.started_by !== null && <span className="font-normal"> · {startedByText(visit.started_by, t)}</span>}
    </p>
  );
}

interface VisitRowProps {
  visit: Visit;
  /** The version that ran. */
  graph: FlowGraph;
  /** What the execution ended with, which the visit that failed notes, too. */
  ending: Pick<ExecutionSummary, "reason" | "problem">;
  isShown: boolean;
  onShow: () => void;
}

function VisitRow({ visit, graph, isShown, ending, onShow }: VisitRowProps) {
  const t = useT();
  const locale = useLocale();
  const failed = visit.outcome === "failed";
  return (
    <button
      type="button"
      data-row-link=""
      aria-current={isShown}
      onClick={onShow}
      className={cn(
        "flex w-full cursor-pointer items-start gap-2 px-3 py-1.5 text-left outline-none hover:bg-muted focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset",
        isShown && "bg-primary-soft hover:bg-primary-soft",
      )}
    >
      <FamilyIcon family={familyOf(visit.node_type)} size="sm" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] leading-5 font-medium">{nodeNameIn(graph, visit.node_id)}</span>
        <span className={cn("block text-xs leading-4", failed ? "text-danger-text" : "text-muted-foreground")}>
          {outcomeText(visit, graph, t, locale)}
        </span>
        {visit.note !== null && (
          <span className={cn("block text-xs leading-4 wrap-anywhere", failed ? "text-danger-text" : "text-warning-text")}>
            {noteText(visit.note, visit, ending, t, locale)}
          </span>
        )}
      </span>
      <span className="text-[11px] leading-5 text-muted-foreground tabular-nums">{visit.seq}</span>
    </button>
  );
}
