"use client";
import type { ReactNode } from "react";
import { refusalText } from "./refusal-text.ts";
import { useT } from "#lib/i18n/client.tsx";
import { Callout } from "#components/ui/callout.tsx";

/** Above what moves by itself, while the server cannot be asked about it; nothing while it can. */
export function StaleNotice({ error, className, children }: { error: Error | null; className?: string; children?: ReactNode }) {
  const t = useT();
  if (error === null) return null;
  return (
    <Callout tone="warning" role="status" className={className}>
      {t("executions.notLive", { reason: refusalText(error, t) })}
      {children}
    </Callout>
  );
}
