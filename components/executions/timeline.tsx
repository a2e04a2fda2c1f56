"use client";
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { type KeyboardEvent, useEffect, useEffectEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";

interface TimelineProps {
  /** Visits there are. */
  count: number;
  at: number;
  /** Indexes of the visits that an event began. */
  events: readonly number[];
  /** What the visit shown is, in words. */
  text: string;
  playing: boolean;
  onMove: (at: number) => void;
  onPlay: (playing: boolean) => void;
}

const PLAY_MS = 700;
/** Half of the slider's thumb: the middle of the thumb does not reach the ends. */
const INSET = 8;

/** A slider through an execution's history: a step per visit, a tick per event. */
export function Timeline({ count, at, events, text, playing, onMove, onPlay }: TimelineProps) {
  const t = useT();
  const last = count - 1;
  const move = (to: number) => onMove(Math.max(0, Math.min(last, to)));
  const eventBefore = () => move(events.findLast((start) => start < at) ?? 0);
  const eventAfter = () => move(events.find((start) => start > at) ?? last);
  useArrowKeys((step) => move(at + step));
  usePlaying(playing, () => (at >= last ? onPlay(false) : move(at + 1)));

  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) === "PageUp") eventAfter();
    else if (pressedKey(event) === "PageDown") eventBefore();
    else return;
    event.preventDefault();
  };
  const play = () => {
    if (!playing && at >= last) move(0);
    onPlay(!playing);
  };
  return (
    <div
      role="group"
      aria-label={t("executions.timeline")}
      className="flex items-center gap-1 border-t border-border bg-surface px-2 py-1.5"
    >
      <Tooltip label={playing ? t("executions.pause") : t("executions.play")} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={playing ? t("executions.pause") : t("executions.play")} onClick={play}>
          {playing ? <Pause /> : <Play />}
        </Button>
      </Tooltip>
      <Step label={t("executions.eventBefore")} keys={["PageDown"]} icon={<ChevronFirst />} disabled={at <= 0} onClick={eventBefore} />
      <Step label={t("executions.visitBefore")} keys={["←"]} icon={<ChevronLeft />} disabled={at <= 0} onClick={() => move(at - 1)} />
      <div className="relative mx-1 min-w-0 flex-1 py-2">
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={Math.max(0, at)}
          aria-label={t("executions.timelineSlider")}
          aria-valuetext={text}
          onChange={(event) => move(Number(event.target.value))}
          onKeyDown={press}
          className="relative z-10 block h-4 w-full cursor-pointer accent-primary"
        />
        <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 bottom-0 h-1.5">
          {events.map((start) => (
            <span
              key={start}
              className="absolute h-1.5 w-px bg-control-off"
              style={{ left: `calc(${INSET}px + (100% - ${2 * INSET}px) * ${last === 0 ? 0 : start / last})` }}
            />
          ))}
        </div>
      </div>
      <Step label={t("executions.visitAfter")} keys={["→"]} icon={<ChevronRight />} disabled={at >= last} onClick={() => move(at + 1)} />
      <Step label={t("executions.eventAfter")} keys={["PageUp"]} icon={<ChevronLast />} disabled={at >= last} onClick={eventAfter} />
      <span className="min-w-14 text-right text-xs text-muted-foreground tabular-nums">
        {t("executions.position", { at: count === 0 ? 0 : at + 1, count })}
      </span>
    </div>
  );
}

function Step({
  label,
  keys,
  icon,
  disabled,
  onClick,
}: {
  label: string;
  keys: readonly string[];
  icon: React.ReactNode;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label} keys={keys} side="top">
      <Button variant="ghost" size="icon-sm" aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </Button>
    </Tooltip>
  );
}

/** Left and right anywhere on the page, unless something there has a use of its own for them. */
function useArrowKeys(step: (by: number) => void): void {
  const press = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const by = pressedKey(event) === "ArrowRight" ? 1 : pressedKey(event) === "ArrowLeft" ? -1 : 0;
    const target = event.target instanceof Element ? event.target : null;
    const isTaken =
      target?.closest(
        "input, textarea, select, [contenteditable], [role=tablist], [role=menu], [role=dialog], [role=alertdialog], [role=separator], [role=region]",
      ) ?? null;
    if (by === 0 || isTaken !== null || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    step(by);
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function usePlaying(playing: boolean, advance: () => void): void {
  const tick = useEffectEvent(advance);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => tick(), PLAY_MS);
    return () => clearInterval(timer);
  }, [playing]);
}
