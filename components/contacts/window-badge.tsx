"use client";
import { MessageCircle, MessageCircleOff } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { useRoughlyNow } from "#components/executions/use-window.ts";

/** Whether anything but templates may be sent now: WhatsApp's 24 hours after the contact last wrote. */
export function WindowBadge({ closesAt, short = false }: { closesAt: string | null; short?: boolean }) {
  const t = useT();
  const format = useFormat();
  const moments = useMoments();
  const now = useRoughlyNow();
  if (closesAt === null)
    return (
      <Badge tone="outline">
        <MessageCircleOff aria-hidden="true" />
        {t("contacts.windowNever")}
      </Badge>
    );
  const left = (Date.parse(closesAt) - now) / 1_000;
  if (now === 0) return <Badge tone="neutral">{t("contacts.window")}</Badge>;
  const title = moments?.dateTime(closesAt);
  if (left <= 0)
    return (
      <Badge tone="neutral" title={title}>
        <MessageCircleOff aria-hidden="true" />
        {t(short ? "contacts.windowClosedShort" : "contacts.windowClosed")}
      </Badge>
    );
  const remaining = format.duration(Math.max(60, left - (left % 60)));
  const words = t("contacts.windowOpen", { left: remaining });
  return (
    <Badge tone={left < 3_600 ? "warning" : "success"} title={title}>
      <MessageCircle aria-hidden="true" />
      {short ? <span aria-hidden="true">{remaining}</span> : words}
      {short && <span className="sr-only">{words}</span>}
    </Badge>
  );
}
