"use client";
import { cn } from "#components/ui/cn.ts";
import { startedByText } from "#lib/i18n/trigger-text.ts";
import { callMessages } from "#lib/effects/messages.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import type { Format } from "#lib/i18n/format.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { reasonText } from "#lib/nodes/problem-text.ts";
import type { Notice } from "#lib/simulator/types.ts";
import { useNodeName } from "./simulator-context.tsx";

/** What happened that nobody said, between the bubbles. */
export function ChatNotice({ notice }: { notice: Notice }) {
  const t = useT();
  const nodeName = useNodeName();
  const words = noticeText(notice, nodeName, t, useFormat(), useLocale());
  const failed = notice.type === "ended" && notice.status === "failed";
  return (
    <p
      className={cn(
        "mx-auto my-0.5 w-fit max-w-[92%] rounded-md px-2 py-1 text-center text-xs leading-4 wrap-anywhere",
        failed ? "bg-danger-soft text-danger-text" : "bg-surface/80 text-muted-foreground",
      )}
    >
      {words}
    </p>
  );
}

function noticeText(notice: Notice, nodeName: (nodeId: string) => string, t: Translate, format: Format, locale: Locale): string {
  switch (notice.type) {
    case "started":
      if (notice.trigger !== undefined) return startedByText({ type: notice.trigger }, t);
      return notice.node === undefined ? t("simulator.noticeStarted") : t("simulator.noticeForked", { node: nodeName(notice.node) });
    case "clock":
      return t("simulator.noticeClock", { time: format.duration(notice.ms / 1000) });
    case "call_answered":
      return callMessages(notice.effect, locale).notice(notice.result);
    case "send_settled":
      return t(`simulator.notice_${notice.outcome}`);
    case "consent": {
      const [reply] = notice.replies;
      const said = t(`simulator.consent_${notice.said}`);
      return reply === undefined ? said : `${said} ${t("simulator.consentReply", { reply })}`;
    }
    case "start_refused":
      return t("simulator.startRefused");
    case "ended":
      if (notice.status === "failed") {
        const failed = t("simulator.noticeFailed", { reason: reasonText(notice, locale) ?? "" });
        return notice.unrescued === undefined ? failed : `${failed} ${t(`simulator.unrescued_${notice.unrescued}`)}`;
      }
      return notice.status === "cancelled" ? t("simulator.noticeCancelled") : t("simulator.noticeCompleted");
  }
}
