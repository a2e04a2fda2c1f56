"use client";
import { useQueryClient } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { actOnConversations, type ConversationAction, type Version } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

/** What to do with the conversations that are still inside a version. */
export function ConversationsMenu({ flowId, version, latest }: { flowId: number; version: Version; latest: number }) {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ConversationAction | null>(null);
  const params = { count: version.open_executions, number: version.number, latest };
  const act = async (action: ConversationAction) => {
    try {
      const { affected } = await actOnConversations(flowId, version.number, action);
      toast(t(`builder.conversations_${action}_done`, { count: affected }));
      await queries.invalidateQueries({ queryKey: versionsKey(flowId) });
    } catch (error) {
      toast.error(refusalText(error, t));
      return false;
    }
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" variant="ghost">
            <MessagesSquare />
            {t("builder.conversations")}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {version.number !== latest && <DropdownMenuItem onSelect={() => setAsked("move")}>{t("builder.conversations_move")}</DropdownMenuItem>}
          <DropdownMenuItem onSelect={() => setAsked("restart")}>{t("builder.conversations_restart")}</DropdownMenuItem>
          <DropdownMenuItem danger onSelect={() => setAsked("finish")}>
            {t("builder.conversations_finish")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          title={t(`builder.conversations_${asked}_title`, params)}
          description={t(`builder.conversations_${asked}_text`, params)}
          confirmLabel={t(`builder.conversations_${asked}`)}
          danger={asked === "finish"}
          onConfirm={() => act(asked)}
        />
      )}
    </>
  );
}
