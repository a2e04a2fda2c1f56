"use client";
import { ArrowLeft, FlaskConical, PencilLine, RotateCcw, Square } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { startedByText } from "#lib/i18n/trigger-text.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Time, RelativeTime } from "#components/ui/time.tsx";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isOpen } from "#lib/engine/status.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { flowOfVisit, nodeNameIn } from "./replay.ts";
import { RetryDialog } from "./retry-dialog.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { TestBadge } from "./test-badge.tsx";

interface ExecutionHeaderProps {
  history: HistoryResponse;
  mayControl: boolean;
  onChanged: () => void;
  /** Opens the moment shown in the simulator; absent while there is none. */
  onFork: (() => void) | undefined;
  /** Opens the flow where it failed; absent for users who may not change flows, and while nothing failed. */
  onMend: (() => void) | undefined;
}

export function ExecutionHeader({ history, mayControl, onChanged, onFork, onMend }: ExecutionHeaderProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"cancel" | "retry" | null>(null);
  const { execution } = history;
  const name = nameOf(execution.contact, t);
  const newest = newerVersion(history);
  const restsAt = restingNode(history);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-surface px-3 py-2">
      <Button asChild variant="ghost" size="icon" aria-label={t("executions.backToList")}>
        <Link href="/console/executions">
          <ArrowLeft />
        </Link>
      </Button>
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-2">
          <h1 className="min-w-0 truncate text-base leading-6 font-semibold">
            <Link
              href={`/console/contacts/${execution.contact.id}`}
              className="rounded outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
            >
              {name}
            </Link>
          </h1>
          <TestBadge of={execution.contact} />
          <StatusBadge status={execution.status} />
        </div>
        <p className="flex flex-wrap items-center gap-x-1.5 text-[13px] leading-5 text-muted-foreground">
          {execution.contact.name !== null && <span className="tabular-nums">{phoneOf(execution.contact)} ·</span>}
          <Link
            href={`/console/flows/${execution.flow_id}`}
            className="max-w-48 truncate rounded outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
          >
            {execution.flow_version === null
              ? execution.flow_name
              : t("executions.flowVersion", { flow: execution.flow_name, version: execution.flow_version })}
          </Link>
          <span aria-hidden="true">·</span>
          <RelativeTime at={execution.started_at} />
          {execution.started_by !== null && (
            <>
              <span aria-hidden="true">·</span>
              <span>{startedByText(execution.started_by, t)}</span>
            </>
          )}
          <span className="inline-flex items-center gap-1 max-sm:hidden">
            · #{execution.id}
            <CopyButton text={String(execution.id)} label={t("executions.id")} className="size-5" />
          </span>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {onFork && (
          <Button onClick={onFork}>
            <FlaskConical />
            {t("executions.fork")}
          </Button>
        )}
        {mayControl && isOpen(execution.status) && (
          <Button onClick={() => setDialog("cancel")}>
            <Square />
            {t("executions.cancel")}
          </Button>
        )}
        {mayControl && execution.status === "failed" && restsAt !== null && (
          <Button variant={newest === null && onMend !== undefined ? "outline" : "primary"} onClick={() => setDialog("retry")}>
            <RotateCcw />
            {newest === null ? t("executions.retry") : t("executions.retryNewest", { version: newest })}
          </Button>
        )}
        {onMend && (
          <Button variant={newest === null ? "primary" : "outline"} onClick={onMend}>
            <PencilLine />
            {t("executions.mend")}
          </Button>
        )}
      </div>
      <Situation history={history} node={restsAt} />
      <Rescue history={history} />
      <CancelDialog open={dialog === "cancel"} onClose={() => setDialog(null)} executionId={execution.id} name={name} onDone={onChanged} />
      <RetryDialog
        open={dialog === "retry"}
        onClose={() => setDialog(null)}
        execution={execution}
        newest={newest}
        node={restsAt ?? ""}
        onDone={onChanged}
      />
    </header>
  );
}

/** What the node is called at which it is; one of another flow after that one's name. Null where it is at none. */
function restingNode(history: HistoryResponse): string | null {
  const { execution, graph, visits } = history;
  const last = visits.at(-1);
  if (last === undefined || last.flow_version_id === null) return execution.node_id === null ? null : nodeNameIn(graph, execution.node_id);
  const flow = flowOfVisit(history, last);
  return `${flow.name}: ${nodeNameIn(flow.graph, last.node_id)}`;
}

/** The version that has gone live since the one that ran; null: none has. */
function newerVersion({ execution: { flow_version: ran }, published_version: live }: HistoryResponse): number | null {
  return ran !== null && live !== null && live > ran ? live : null;
}

/** What the channel's rescue flow binds it to. */
function Rescue({ history: { rescues, rescued_by } }: { history: HistoryResponse }) {
  const t = useT();
  const links = [
    { id: rescues, text: "executions.rescues" },
    { id: rescued_by, text: "executions.rescuedBy" },
  ] as const;
  return links.map(
    ({ id, text }) =>
      id !== null && (
        <p key={text} className="w-full text-[13px] text-muted-foreground">
          <Link
            href={`/console/executions/${id}`}
            className="rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
          >
            {t(text, { id })}
          </Link>
        </p>
      ),
  );
}

/** What it rests on, or why it ended. */
function Situation({ history: { execution, timer_due_at: due }, node }: Pick<ExecutionHeaderProps, "history"> & { node: string | null }) {
  const t = useT();
  const locale = useLocale();
  if (execution.reason !== null) {
    return (
      <p className={`w-full text-[13px] wrap-anywhere ${execution.status === "failed" ? "text-danger-text" : "text-muted-foreground"}`}>
        {reasonText(execution, locale)}
      </p>
    );
  }
  if (!isOpen(execution.status) || node === null) return null;
  return (
    <p className="w-full text-[13px] text-muted-foreground" role="status">
      {t.maybe(`executions.rests_${execution.status}`, { node })}{" "}
      {due !== null && execution.status === "scheduled" && <Time at={due} as="exact" />}
    </p>
  );
}
