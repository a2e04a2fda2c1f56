"use client";
import { Clock } from "lucide-react";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import type { Wait } from "../card/card-content.ts";

/** What happens on the card although nobody sees it happen: the conversation rests here. */
export function WaitRow({ wait }: { wait: Wait }) {
  return (
    <p className="card-fine mx-3 mb-2 flex h-5 items-center gap-1.5 rounded-md bg-secondary px-2 text-[11px] leading-4 text-secondary-text">
      <Clock aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{useWaitText(wait)}</span>
    </p>
  );
}

/** The same on a compact card. */
export function WaitSign({ wait }: { wait: Wait }) {
  const text = useWaitText(wait);
  return (
    <span role="img" aria-label={text} title={text} className="shrink-0 text-secondary-text">
      <Clock aria-hidden="true" className="size-4" />
    </span>
  );
}

function useWaitText({ for: what, seconds }: Wait): string {
  const t = useT();
  const format = useFormat();
  const time = format.duration(seconds);
  if (what === "time") return t("builder.waitsTime", { time });
  return seconds === 0 ? t("builder.waitsAnswer") : t("builder.waitsAnswerFor", { time });
}
