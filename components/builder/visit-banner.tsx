"use client";
import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { bringVisitSample, useVisitSample } from "#components/node-form/sample/sample-store.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Above the canvas while texts and conditions are tried with a real conversation's values: whose they are, and the way back to it. */
export function VisitBanner({ flowId }: { flowId: number }) {
  const t = useT();
  const visit = useVisitSample((state) => state.visit);
  const isAnothers = visit !== null && visit.flowId !== flowId;
  useEffect(() => {
    if (isAnothers) bringVisitSample(null);
  }, [isAnothers]);
  if (visit === null || isAnothers) return null;
  return (
    <Callout tone="info" className="rounded-none border-x-0 border-t-0 py-1 text-[13px] leading-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex min-w-0 flex-1 items-center gap-1.5">
          <FlaskConical aria-hidden="true" className="size-4 shrink-0" />
          {t("builder.visitSample", { who: visit.who })}
        </p>
        <Link
          href={`/console/executions/${visit.executionId}`}
          className="rounded font-medium underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          {t("builder.visitBack")}
        </Link>
        <Button size="sm" variant="ghost" onClick={() => bringVisitSample(null)}>
          {t("builder.visitOwn")}
        </Button>
      </div>
    </Callout>
  );
}
