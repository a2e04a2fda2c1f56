"use client";
import { Button } from "#components/ui/button.tsx";
import { ChatCode } from "#components/ui/chat-code.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ChannelActions } from "./actions.ts";
import { ProgressLine } from "./progress-line.tsx";
import { useWebhookProgress } from "./use-webhook-progress.ts";

/** Waits for a message that proves the whole way, and says what it was. */
export function TestStep({ channel, actions, onClose }: { channel: ChannelResponse; actions: ChannelActions; onClose: () => void }) {
  const t = useT();
  const progress = useWebhookProgress(channel.id, actions.progress);
  const number = channel.display_phone_number;
  const heard = progress?.heard ?? null;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{number === null ? t("channels.testHowNoNumber") : t("channels.testHow", { number })}</p>
      <ChatCode number={number} />
      <ProgressLine
        done={
          heard === null
            ? null
            : heard.text.trim() === ""
              ? t("channels.testReceivedEmpty", { from: heard.from })
              : t("channels.testReceived", heard)
        }
        waiting={t("channels.testWaiting")}
      />
      <DialogFooter>
        <Button variant={heard === null ? "outline" : "primary"} onClick={onClose}>
          {heard === null ? t("channels.later") : t("channels.finish")}
        </Button>
      </DialogFooter>
    </div>
  );
}
