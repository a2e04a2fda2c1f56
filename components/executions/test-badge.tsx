"use client";
import { FlaskConical } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Beside a name that is no customer's: somebody trying a flow in the builder. */
export function TestBadge({ of: { is_test: isTest } }: { of: { is_test: boolean } }) {
  const t = useT();
  if (!isTest) return null;
  return (
    <Badge tone="outline" title={t("executions.testHint")} className="shrink-0">
      <FlaskConical aria-hidden="true" />
      {t("executions.test")}
    </Badge>
  );
}
