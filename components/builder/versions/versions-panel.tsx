"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type Comparison, DifferenceView } from "../difference/difference-view.tsx";
import { RollBackDialog } from "./roll-back-dialog.tsx";
import type { OnPublished } from "./use-publish.ts";
import { useRollBack } from "./use-roll-back.ts";
import { VersionRow } from "./version-row.tsx";
import { listVersions } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

/** Every version that was published: what it was, who is still inside it, and the way back to it. */
export function VersionsPanel({ flowId, flowName, onPublished }: { flowId: number; flowName: string; onPublished: OnPublished }) {
  const t = useT();
  const rollingBack = useRollBack(flowId, onPublished);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: versionsKey(flowId),
    queryFn: ({ pageParam }) => listVersions(flowId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: 10_000,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (isPending) return <Loading />;
  if (error && items.length === 0) return <p className="p-4 text-[13px] text-danger-text">{refusalText(error, t)}</p>;
  if (items.length === 0)
    return <EmptyState icon={History} title={t("builder.noVersions")} description={t("builder.noVersionsHint")} className="m-3" />;
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
      <ol className="flex flex-col gap-1">
        {items.map((version, index) => (
          <VersionRow
            key={version.number}
            flowId={flowId}
            version={version}
            latest={items[0]?.number ?? version.number}
            previous={items[index + 1]?.number ?? null}
            onCompare={setComparison}
            rollingBack={rollingBack}
          />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="sm" className="mt-2 w-full" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("common.loadMore")}
        </Button>
      )}
      <RollBackDialog flowName={flowName} rollingBack={rollingBack} />
      <DifferenceView comparison={comparison} onClose={() => setComparison(null)} />
    </div>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-2 p-3">
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
    </div>
  );
}
