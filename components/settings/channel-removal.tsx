"use client";
import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ChannelActions } from "./actions.ts";

/** Asks before a channel is taken away, and says what becomes of what hangs on it. */
export function ChannelRemoval({
  channel,
  actions,
  onClose,
  onRemoved,
}: {
  channel: ChannelResponse;
  actions: ChannelActions;
  onClose: () => void;
  onRemoved: () => void;
}) {
  const t = useT();
  const { run } = useAction();
  const { data } = useQuery({ queryKey: ["channel-removal", channel.id], queryFn: () => actions.consequences(channel.id), gcTime: 0 });
  const remove = async () => {
    if (!(await run(() => actions.remove(channel.id)))) return false;
    toast.success(t("channels.removed", { name: channel.name }));
    onRemoved();
    return true;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("channels.removeTitle", { name: channel.name })}
      description={t("channels.removeAfter")}
      confirmLabel={t("channels.remove")}
      danger
      onConfirm={remove}
    >
      {data?.ok === true ? (
        <ul className="list-disc pl-5 text-sm">
          <li>{t("channels.removeContacts", { count: data.value.contacts })}</li>
          <li>{t("channels.removeOpen", { count: data.value.open })}</li>
          <li>{t("channels.removeQueued", { count: data.value.queued })}</li>
          {channel.has_access_token && <li>{t("channels.removeToken")}</li>}
        </ul>
      ) : (
        <p className="text-sm text-muted-foreground">{t("channels.looking")}</p>
      )}
    </ConfirmDialog>
  );
}
