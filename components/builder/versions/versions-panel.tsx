"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { GitCompareArrows, History, RotateCcw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { ConversationsMenu } from "./conversations-menu.tsx";
import { type Comparison, DifferenceView } from "./difference-view.tsx";
import { type OnPublished, usePublish } from "./use-publish.ts";
import { listVersions, readVersion, type Version } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

/** Every version that was published: what it was, who is still inside it, and the way back to it. */
export function VersionsPanel({ flowId, onPublished }: { flowId: number; onPublished: OnPublished }) {
  const t = useT();
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
  if (items.length === 0) return <EmptyState icon={History} title={t("builder.noVersions")} description={t("builder.noVersionsHint")} className="m-3" />;
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
      <ol className="flex flex-col gap-1">
        {items.map((version, index) => (
          <VersionRow key={version.number} flowId={flowId} version={version} latest={items[0]?.number ?? version.number} previous={items[index + 1]?.number ?? null} onCompare={setComparison} onPublished={onPublished} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="sm" className="mt-2 w-full" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("common.loadMore")}
        </Button>
      )}
      <DifferenceView comparison={comparison} onClose={() => setComparison(null)} />
    </div>
  );
}

interface VersionRowProps {
  flowId: number;
  version: Version;
  latest: number;
  previous: number | null;
  onCompare: (comparison: Comparison) => void;
  onPublished: OnPublished;
}

function VersionRow({ flowId, version, latest, previous, onCompare, onPublished }: VersionRowProps) {
  const t = useT();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const queries = useQueryClient();
  const publishDraft = usePublish(flowId, onPublished);
  const [pending, setPending] = useState(false);
  const { number } = version;
  const name = t("builder.versionName", { number });
  const graphOf = (wanted: number) => queries.fetchQuery({ queryKey: [...versionsKey(flowId), wanted], queryFn: () => readVersion(flowId, wanted), staleTime: Number.POSITIVE_INFINITY });
  const tell = (error: unknown) => toast.error(refusalText(error, t));

  const compareWithDraft = async () => onCompare({ before: await graphOf(number), after: editor.store.getState().graph, beforeName: name, afterName: t("builder.draft") });
  const compareWithPrevious = async () => {
    if (previous === null) return;
    const [before, after] = await Promise.all([graphOf(previous), graphOf(number)]);
    onCompare({ before, after, beforeName: t("builder.versionName", { number: previous }), afterName: name });
  };
  const takeBack = async () => {
    const graph = await graphOf(number);
    editor.edit(() => graph);
    toast(t("builder.takenBack", { number }), { action: { label: t("common.undo"), onClick: editor.offerUndo() } });
  };
  const rollBack = async () => {
    const graph = await graphOf(number);
    editor.edit(() => graph);
    setPending(true);
    try {
      toast.success(t("builder.rolledBack", { live: await publishDraft(t("builder.rollBackNote", { number })), number }));
    } catch (error) {
      toast.error((error as Error).message);
    } finally {
      setPending(false);
    }
  };
  return (
    <li className="flex flex-col gap-1.5 rounded-lg border border-border p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-[13px] font-semibold">{name}</span>
        {number === latest && <Badge tone="success">{t("builder.live")}</Badge>}
        <Badge tone={version.open_executions > 0 ? "info" : "outline"}>{t("builder.insideNow", { count: version.open_executions })}</Badge>
      </div>
      {version.note !== "" && <p className="text-[13px] wrap-anywhere">{version.note}</p>}
      <p className="text-xs text-muted-foreground">
        <RelativeTime at={version.created_at} /> · {version.created_by_name ?? version.created_by}
      </p>
      <div className="flex flex-wrap gap-1">
        <Button size="sm" variant="ghost" onClick={() => void compareWithDraft().catch(tell)}>
          <GitCompareArrows />
          {t("builder.compareDraft")}
        </Button>
        {previous !== null && (
          <Button size="sm" variant="ghost" onClick={() => void compareWithPrevious().catch(tell)}>
            <GitCompareArrows />
            {t("builder.compareVersion", { number: previous })}
          </Button>
        )}
        {!readOnly && (
          <Button size="sm" variant="ghost" pending={pending} onClick={() => void (number === latest ? takeBack() : rollBack()).catch(tell)}>
            <RotateCcw />
            {number === latest ? t("builder.takeBack") : t("builder.rollBack")}
          </Button>
        )}
        {!readOnly && version.open_executions > 0 && <ConversationsMenu flowId={flowId} version={version} latest={latest} />}
      </div>
    </li>
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
