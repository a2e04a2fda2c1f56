"use client";
import { useQueryClient } from "@tanstack/react-query";
import { GitCompareArrows, History } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { actorName } from "#components/ui/actor-name.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Version } from "#lib/api/versions.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { Comparison } from "../difference/difference-view.tsx";
import type { useRollBack } from "./use-roll-back.ts";
import { VersionMenu } from "./version-menu.tsx";
import { readVersion } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

interface VersionRowProps {
  flowId: number;
  version: Version;
  latest: number;
  previous: number | null;
  onCompare: (comparison: Comparison) => void;
  rollingBack: ReturnType<typeof useRollBack>;
}

/** One version: what it was, the action that it is most often looked up for, and the others in a menu. */
export function VersionRow({ flowId, version, latest, previous, onCompare, rollingBack }: VersionRowProps) {
  const t = useT();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const { number } = version;
  const isLive = number === latest;
  const name = t("builder.versionName", { number });
  const graphOf = (wanted: number) =>
    queries.fetchQuery({
      queryKey: [...versionsKey(flowId), wanted],
      queryFn: () => readVersion(flowId, wanted),
      staleTime: Number.POSITIVE_INFINITY,
    });
  const telling = (action: () => Promise<void>) => () => void action().catch((error: unknown) => toast.error(refusalText(error, t)));

  const compareWithDraft = telling(async () =>
    onCompare({ before: await graphOf(number), after: editor.store.getState().graph, beforeName: name, afterName: t("builder.draft") }),
  );
  const compareWithPrevious = telling(async () => {
    if (previous === null) return;
    const [before, after] = await Promise.all([graphOf(previous), graphOf(number)]);
    onCompare({ before, after, beforeName: t("builder.versionName", { number: previous }), afterName: name });
  });
  const copyToDraft = telling(async () => {
    const graph = await graphOf(number);
    editor.edit(() => graph);
    const takeBack = editor.offerUndo();
    toast(t("builder.takenBack", { number }), {
      action: { label: t("common.undo"), onClick: () => takeBack() || toast(t("builder.undoTooLate")) },
    });
  });
  const putLive = telling(async () => {
    setPending(true);
    try {
      const [graph, liveGraph] = await Promise.all([graphOf(number), graphOf(latest)]);
      await rollingBack.ask({ number, graph }, { number: latest, graph: liveGraph });
    } finally {
      setPending(false);
    }
  });
  const isForDraft = isLive || readOnly;
  return (
    <li className="flex flex-col gap-1.5 rounded-lg border border-border p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-[13px] font-semibold">{name}</span>
        {isLive && <Badge tone="success">{t("builder.live")}</Badge>}
        <Badge tone={version.open_executions > 0 ? "info" : "outline"}>{t("builder.insideNow", { count: version.open_executions })}</Badge>
      </div>
      {version.note !== "" && <p className="text-[13px] wrap-anywhere">{version.note}</p>}
      <p className="text-xs text-muted-foreground">
        <RelativeTime at={version.created_at} /> · {actorName(version.created_by, version.created_by_name, t)}
      </p>
      <div className="flex items-center justify-between gap-1">
        <Button size="sm" pending={pending} onClick={isForDraft ? compareWithDraft : putLive}>
          {isForDraft ? <GitCompareArrows /> : <History />}
          {isForDraft ? t("builder.compareDraft") : t("builder.rollBack", { number })}
        </Button>
        <VersionMenu
          flowId={flowId}
          version={version}
          latest={latest}
          onCompareDraft={isForDraft ? null : compareWithDraft}
          onComparePrevious={previous === null ? null : { previous, run: compareWithPrevious }}
          onCopyToDraft={readOnly ? null : copyToDraft}
        />
      </div>
    </li>
  );
}
