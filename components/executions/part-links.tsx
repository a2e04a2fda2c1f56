"use client";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { useT } from "#lib/i18n/client.tsx";

interface PartLinksProps {
  executionId: number;
  /** The first visit shown, when there are earlier ones. */
  firstSeq: number | null;
  /** What is shown is an earlier part. */
  isPart: boolean;
}

/** For conversations too long to be shown whole. */
export function PartLinks({ executionId, firstSeq, isPart }: PartLinksProps) {
  const t = useT();
  if (firstSeq === null && !isPart) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 border-b border-border bg-muted px-3 py-1 text-xs text-muted-foreground">
      {t("executions.partText")}
      {firstSeq !== null && (
        <Button asChild variant="link" size="sm">
          <Link href={`/console/executions/${executionId}?before=${firstSeq}`}>{t("executions.earlierPart")}</Link>
        </Button>
      )}
      {isPart && (
        <Button asChild variant="link" size="sm">
          <Link href={`/console/executions/${executionId}`}>{t("executions.newestPart")}</Link>
        </Button>
      )}
    </p>
  );
}
