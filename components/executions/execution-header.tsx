"use client";
import { ArrowLeft, FlaskConical, RotateCcw, Square } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Time, RelativeTime } from "#components/ui/time.tsx";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isOpen } from "#lib/engine/status.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { nameOf, phoneOf } from "./contact-name.ts";
import { RetryDialog } from "./retry-dialog.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { TestBadge } from "./test-badge.tsx";

interface ExecutionHeaderProps {
  history: HistoryResponse;
  nodeName: (nodeId: string) => string;
  mayControl: boolean;
  onChanged: () => void;
  /** Opens the moment shown in the simulator; absent while there is none. */
  onFork: (() => void) | undefined;
}

export function ExecutionHeader({ history, nodeName, mayControl, onChanged, onFork }: ExecutionHeaderProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"cancel" | "retry" | null>(null);
  const { execution } = history;
  const name = nameOf(execution.contact, t);
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
        {mayControl && execution.status === "failed" && execution.node_id !== null && (
          <Button variant="primary" onClick={() => setDialog("retry")}>
            <RotateCcw />
            {t("executions.retry")}
          </Button>
        )}
      </div>
      <Situation history={history} nodeName={nodeName} />
      <CancelDialog open={dialog === "cancel"} onClose={() => setDialog(null)} executionId={execution.id} name={name} onDone={onChanged} />
      <RetryDialog
        open={dialog === "retry"}
        onClose={() => setDialog(null)}
        execution={execution}
        node={nodeName(execution.node_id ?? "")}
        onDone={onChanged}
      />
    </header>
  );
}

/** What it rests on, or why it ended. */
function Situation({ history: { execution, timer_due_at: due }, nodeName }: Pick<ExecutionHeaderProps, "history" | "nodeName">) {
  const t = useT();
  const locale = useLocale();
  if (execution.reason !== null) {
    return (
      <p className={`w-full text-[13px] wrap-anywhere ${execution.status === "failed" ? "text-danger-text" : "text-muted-foreground"}`}>
        {reasonText(execution, locale)}
      </p>
    );
  }
  if (!isOpen(execution.status) || execution.node_id === null) return null;
  return (
    <p className="w-full text-[13px] text-muted-foreground" role="status">
      {t.maybe(`executions.rests_${execution.status}`, { node: nodeName(execution.node_id) })}{" "}
      {due !== null && execution.status === "scheduled" && <Time at={due} as="exact" />}
    </p>
  );
}
