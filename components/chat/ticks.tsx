"use client";
import { Check, CheckCheck, CircleAlert, CircleHelp, Clock, FlaskConical } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import { useT } from "#lib/i18n/client.tsx";

const LOOKS = {
  queued: { icon: Clock, key: "executions.sendQueued", className: "" },
  sending: { icon: Clock, key: "executions.sendSending", className: "" },
  sent: { icon: Check, key: "executions.sendSent", className: "" },
  delivered: { icon: CheckCheck, key: "executions.sendDelivered", className: "" },
  read: { icon: CheckCheck, key: "executions.sendRead", className: "text-chat-read" },
  failed: { icon: CircleAlert, key: "executions.sendFailed", className: "text-danger-text" },
  unknown: { icon: CircleHelp, key: "executions.sendUnknown", className: "text-warning-text" },
  simulated: { icon: FlaskConical, key: "executions.sendSimulated", className: "" },
} as const;

const isKnown = (status: string): status is keyof typeof LOOKS => status in LOOKS;

/** How far a message has come, as WhatsApp shows it; ours has more to say than ticks can. */
export function Ticks({ status }: { status: string }) {
  const t = useT();
  if (!isKnown(status)) return null;
  const { icon: Icon, key, className } = LOOKS[status];
  return (
    <span title={t(key)} className="inline-flex">
      <Icon role="img" aria-label={t(key)} className={cn("size-3.5", className)} />
    </span>
  );
}

/** The same in words. */
export function useSendStatus(): (status: string) => string {
  const t = useT();
  return (status) => (isKnown(status) ? t(LOOKS[status].key) : status);
}
