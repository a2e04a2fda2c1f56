"use client";
import { Clock, FastForward } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { nextTimer } from "#lib/simulator/device.ts";
import { current } from "#lib/simulator/session.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

const JUMPS = [
  { ms: 60_000, key: "simulator.jumpMinute" },
  { ms: 3_600_000, key: "simulator.jumpHour" },
  { ms: 86_400_000, key: "simulator.jumpDay" },
] as const;

/** The phone's clock, which only moves when it is told to. */
export function ClockBar() {
  const t = useT();
  const format = useFormat();
  const { simulator, graph } = useSimulator();
  const { clock, next } = useSimulatorState(({ session }) => ({ clock: current(session).clock, next: nextTimer(current(session)) }));
  const nextLabel =
    next === null ? t("simulator.noTimer") : t("simulator.jumpNextIn", { time: format.duration(Math.max(0, next - clock) / 1000) });
  return (
    <div role="group" aria-label={t("simulator.clock")} className="flex items-center gap-1 border-b border-border px-3 py-1.5">
      <Clock aria-hidden="true" className="size-3.5 shrink-0 text-muted-foreground" />
      <Time at={clock} as="short" className="min-w-0 flex-1 truncate text-xs tabular-nums" />
      {JUMPS.map(({ ms, key }) => (
        <Button key={key} size="sm" variant="ghost" className="px-1.5" onClick={() => simulator.dispatch(graph, { type: "wait", ms })}>
          {t(key)}
        </Button>
      ))}
      <Tooltip label={nextLabel}>
        <Button
          size="icon-sm"
          variant={next === null ? "ghost" : "secondary"}
          aria-label={nextLabel}
          aria-disabled={next === null}
          onClick={() => simulator.dispatch(graph, { type: "next_timer" })}
        >
          <FastForward aria-hidden="true" />
        </Button>
      </Tooltip>
    </div>
  );
}
