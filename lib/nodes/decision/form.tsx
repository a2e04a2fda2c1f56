"use client";
import { useT } from "#lib/i18n/client.tsx";

/** A decision has no options: its conditions belong to its transitions, which the inspector shows below. */
export function DecisionForm() {
  const t = useT();
  return <p className="text-[13px] text-muted-foreground">{t("builder.decisionHint")}</p>;
}
