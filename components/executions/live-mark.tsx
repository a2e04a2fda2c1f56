"use client";
import { useT } from "#lib/i18n/client.tsx";

/** Says that what is shown moves by itself. */
export function LiveMark() {
  const t = useT();
  return (
    <p className="flex items-center gap-1.5 text-xs text-muted-foreground">
      <span aria-hidden="true" className="relative flex size-2">
        <span className="absolute inline-flex size-full animate-ping rounded-full bg-success opacity-60" />
        <span className="relative inline-flex size-2 rounded-full bg-success" />
      </span>
      {t("executions.live")}
    </p>
  );
}
