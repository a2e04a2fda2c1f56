"use client";
import { CircleCheck, MessageCircle } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ChatCode } from "#components/ui/chat-code.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";
import type { ReachChannel } from "#lib/api/flow-reach.ts";
import { useT } from "#lib/i18n/client.tsx";
import { chatLink } from "#lib/whatsapp/chat-link.ts";
import { useEditor } from "../store/editor-context.tsx";
import { SeeChannels } from "./answers-on.tsx";

/** The end of publishing: what is live, where it answers, and a way to try it at once. */
export function Published({ version, channel, onClose }: { version: number; channel: ReachChannel | null; onClose: () => void }) {
  const t = useT();
  const editor = useEditor();
  const hasLink = channel !== null && !channel.simulated && chatLink(channel.display_phone_number) !== null;
  const simulate = () => {
    editor.set({ rightPanel: "simulator" });
    onClose();
  };
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex items-start gap-2">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-success-text" />
        <div className="min-w-0">
          <p className="font-semibold">{t("channels.doneTitle", { number: version })}</p>
          <p className="text-sm wrap-anywhere text-muted-foreground">
            {channel === null ? t("channels.doneNowhere") : t("channels.doneAnswers", { channel: channel.name })}
          </p>
        </div>
      </div>
      {channel === null ? (
        <p className="text-sm">
          <SeeChannels />
        </p>
      ) : hasLink ? (
        <>
          <p className="text-sm">{t("channels.doneTry")}</p>
          <ChatCode number={channel.display_phone_number} />
        </>
      ) : (
        <p className="text-sm">
          {t(channel.simulated ? "channels.doneSimulated" : "channels.doneNoNumber")} {!channel.simulated && <SeeChannels />}
        </p>
      )}
      <DialogFooter>
        {!hasLink && (
          <Button onClick={simulate}>
            <MessageCircle />
            {t("channels.openSimulator")}
          </Button>
        )}
        <Button variant="primary" onClick={onClose}>
          {t("common.close")}
        </Button>
      </DialogFooter>
    </div>
  );
}
