"use client";
import { MoonStar } from "lucide-react";
import { useSyncExternalStore } from "react";
import { cn } from "#components/ui/cn.ts";
import { useMoments } from "#components/ui/use-moments.ts";
import type { Quiet } from "#lib/api/quiet.ts";
import { useT } from "#lib/i18n/client.tsx";

const subscribe = (tick: () => void) => {
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
};

/** The silence after an end, while it lasts: what the contact writes begins nothing, until when, and what breaks it. */
export function QuietNotice({ quiet: { until, flow_name: flow }, className }: { quiet: Quiet; className?: string }) {
  const t = useT();
  const moments = useMoments();
  const isOver = useSyncExternalStore(
    subscribe,
    () => until !== null && Date.parse(until) <= Date.now(),
    () => false,
  );
  if (isOver) return null;
  return (
    <p role="status" className={cn("flex items-start gap-1.5 text-xs leading-4", className)}>
      <MoonStar aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      <span>
        {until === null ? t("executions.quietForGood", { flow }) : t("executions.quietUntil", { flow, until: moments?.short(until) ?? "" })}
      </span>
    </p>
  );
}
