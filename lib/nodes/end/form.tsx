"use client";
import { useT } from "#lib/i18n/client.tsx";

export function EndForm() {
  const t = useT();
  return <p className="text-[13px] text-muted-foreground">{t("builder.endHint")}</p>;
}
