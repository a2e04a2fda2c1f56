"use client";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { type ExecutionCounts, MOST_COUNTED } from "#lib/api/executions.ts";
import { EXECUTION_STATUSES, type ExecutionStatus } from "#lib/engine/status.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { STATUS_NAMES } from "./status-names.ts";

interface StatusFilterProps {
  chosen: readonly ExecutionStatus[];
  /** Null: not known (yet). */
  counts: ExecutionCounts;
  onChange: (statuses: readonly ExecutionStatus[]) => void;
}

/** Statuses that are always in sight, because it is them that one looks for; the others only while there are any, or they are chosen. */
const USUAL: readonly ExecutionStatus[] = ["waiting", "scheduled", "running", "completed", "failed"];

/** How many conversations there are of each status; those that are pressed narrow the list. */
export function StatusFilter({ chosen, counts, onChange }: StatusFilterProps) {
  const t = useT();
  const format = useFormat();
  const shown = EXECUTION_STATUSES.filter((status) => USUAL.includes(status) || chosen.includes(status) || (counts?.[status] ?? 0) > 0);
  const toggle = (status: ExecutionStatus) =>
    onChange(EXECUTION_STATUSES.filter((each) => (each === status ? !chosen.includes(status) : chosen.includes(each))));
  return (
    <div role="group" aria-label={t("executions.filterStatus")} className="flex flex-wrap gap-1.5">
      <Chip pressed={chosen.length === 0} onClick={() => onChange([])}>
        {t("executions.allStatuses")}
      </Chip>
      {shown.map((status) => {
        const count = counts === null ? null : (counts[status] ?? 0);
        return (
          <Chip key={status} pressed={chosen.includes(status)} onClick={() => toggle(status)}>
            {t(STATUS_NAMES[status])}
            {count !== null && (
              <span
                className={cn(
                  "tabular-nums",
                  status === "failed" && count > 0 ? "font-semibold text-danger-text" : "text-muted-foreground",
                )}
              >
                {count > MOST_COUNTED ? `${format.number(MOST_COUNTED)}+` : format.number(count)}
              </span>
            )}
          </Chip>
        );
      })}
    </div>
  );
}

function Chip({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-full border border-border bg-surface px-2.5 text-[13px] whitespace-nowrap text-foreground outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text"
    >
      {children}
    </button>
  );
}
