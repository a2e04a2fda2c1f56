"use client";
import { Clock, Eye, LogOut, MapPin } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { useFigures } from "./figures-provider.tsx";

/** From this share of its visits on a node's drop-off is told in red. */
const ALARMING = 0.25;

interface NodeFiguresProps {
  nodeId: string;
  /** Seen from afar: only how many came by and how many gave up, in large letters. */
  isFar?: boolean;
}

/** A strip below a node's card; nothing while the figures are off. It is placed by its nearest positioned ancestor. */
export function NodeFigures({ nodeId, isFar = false }: NodeFiguresProps) {
  const t = useT();
  const format = useFormat();
  const shown = useFigures();
  if (shown === null || shown.figures === null) return null;
  const { visits = 0, dropped = 0, failed = 0, here = 0, median_wait_seconds: wait = null } = shown.nodes.get(nodeId) ?? {};
  const share = visits === 0 ? 0 : dropped / visits;
  const words = [
    t("executions.figuresVisits", { count: visits }),
    ...(dropped > 0 ? [t("executions.figuresDropped", { count: dropped, share: format.percent(share) })] : []),
    ...(failed > 0 ? [t("executions.figuresFailed", { count: failed })] : []),
    ...(here > 0 ? [t("executions.figuresHere", { count: here })] : []),
    ...(wait === null ? [] : [t("executions.figuresWait", { wait: format.duration(wait) })]),
  ];
  return (
    <Tooltip
      label={
        <span className="flex flex-col">
          {words.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      }
    >
      <p
        className={cn(
          "absolute top-full right-0 left-0 mt-1 flex items-center gap-2 rounded-md border border-border bg-surface px-2 text-muted-foreground tabular-nums shadow-xs",
          isFar ? "h-10 text-[26px] leading-8 [&_svg]:size-6!" : "h-5.5 text-[11px] leading-4",
          visits === 0 && "opacity-60",
        )}
      >
        <span className="sr-only">{words.join(". ")}</span>
        <span aria-hidden="true" className="flex w-full items-center gap-2.5 [&_svg]:size-3">
          <span className="inline-flex items-center gap-0.5 font-medium text-foreground">
            <Eye />
            {format.number(visits)}
          </span>
          {here > 0 && !isFar && (
            <span className="inline-flex items-center gap-0.5 text-info-text">
              <MapPin />
              {format.number(here)}
            </span>
          )}
          {wait !== null && !isFar && (
            <span className="inline-flex items-center gap-0.5">
              <Clock />
              {format.duration(wait)}
            </span>
          )}
          {dropped > 0 && (
            <span
              className={cn(
                "ml-auto inline-flex items-center gap-0.5",
                share >= ALARMING ? "font-medium text-danger-text" : "text-warning-text",
              )}
            >
              <LogOut />
              {format.percent(share)}
            </span>
          )}
        </span>
      </p>
    </Tooltip>
  );
}

/** How often a transition was taken; nothing while the figures are off. For the transition's label. */
export function TransitionFigures({ transitionId }: { transitionId: string }) {
  const t = useT();
  const format = useFormat();
  const shown = useFigures();
  if (shown === null || shown.figures === null) return null;
  const count = shown.taken.get(transitionId) ?? 0;
  const words = t("executions.figuresTaken", { count });
  return (
    <span
      title={words}
      className={cn(
        "inline-flex h-4.5 min-w-5 items-center justify-center rounded-full border bg-surface px-1.5 text-[11px] leading-4 font-medium tabular-nums",
        count === 0 ? "border-border text-muted-foreground" : "border-primary/50 text-primary-text",
      )}
    >
      <span aria-hidden="true">{format.number(count)}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
