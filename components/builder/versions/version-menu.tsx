"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { Version } from "#lib/api/versions.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useEditorState } from "../store/editor-context.tsx";
import { migrateExecutions, type ConversationAction } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

interface VersionMenuProps {
  flowId: number;
  version: Version;
  latest: number;
  /** Null: not here. */
  onCompareDraft: (() => void) | null;
  onComparePrevious: { previous: number; run: () => void } | null;
  onCopyToDraft: (() => void) | null;
}

/** What else can be done with a version, and with the conversations that are still inside it. */
export function VersionMenu({ flowId, version, latest, onCompareDraft, onComparePrevious, onCopyToDraft }: VersionMenuProps) {
  const t = useT();
  const queries = useQueryClient();
  const readOnly = useEditorState((state) => state.readOnly);
  const [pending, setPending] = useState<ConversationAction | null>(null);
  const { number } = version;
  const params = { count: version.open_executions, number, latest };
  const hasConversations = !readOnly && version.open_executions > 0;
  const run = async (action: ConversationAction) => {
    try {
      const { affected } = await migrateExecutions(flowId, number, action);
      toast(t(`builder.conversations_${action}_done`, { count: affected }));
      await queries.invalidateQueries({ queryKey: versionsKey(flowId) });
    } catch (error) {
      toast.error(refusalText(error, t));
      return false;
    }
  };
  if (onCompareDraft === null && onComparePrevious === null && onCopyToDraft === null) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon-sm" variant="ghost" aria-label={t("common.actionsFor", { name: t("builder.versionName", { number }) })}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {onCompareDraft !== null && <DropdownMenuItem onSelect={onCompareDraft}>{t("builder.compareDraft")}</DropdownMenuItem>}
          {onComparePrevious !== null && (
            <DropdownMenuItem onSelect={onComparePrevious.run}>
              {t("builder.compareVersion", { number: onComparePrevious.previous })}
            </DropdownMenuItem>
          )}
          {onCopyToDraft !== null && <DropdownMenuItem onSelect={onCopyToDraft}>{t("builder.takeBack", { number })}</DropdownMenuItem>}
          {hasConversations && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuLabel>{t("builder.insideNow", { count: version.open_executions })}</DropdownMenuLabel>
              {number !== latest && (
                <DropdownMenuItem onSelect={() => setPending("move")}>{t("builder.conversations_move")}</DropdownMenuItem>
              )}
              <DropdownMenuItem onSelect={() => setPending("restart")}>{t("builder.conversations_restart")}</DropdownMenuItem>
              <DropdownMenuItem danger onSelect={() => setPending("finish")}>
                {t("builder.conversations_finish")}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {pending && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setPending(null)}
          title={t(`builder.conversations_${pending}_title`, params)}
          description={t(`builder.conversations_${pending}_text`, params)}
          confirmLabel={t(`builder.conversations_${pending}`)}
          danger={pending === "finish"}
          onConfirm={() => run(pending)}
        />
      )}
    </>
  );
}
