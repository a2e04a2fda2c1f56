"use client";
import { CalendarClock, CircleCheck, CircleSlash, CircleX, Hourglass, LoaderCircle, MessageCircleQuestion, UserRound } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { ExecutionStatus } from "#lib/engine/status.ts";
import { useT } from "#lib/i18n/client.tsx";
import { STATUS_NAMES } from "./status-names.ts";

const LOOKS = {
  waiting: { tone: "info", icon: MessageCircleQuestion },
  scheduled: { tone: "info", icon: CalendarClock },
  running: { tone: "primary", icon: LoaderCircle },
  handoff: { tone: "warning", icon: UserRound },
  completed: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: CircleSlash },
  expired: { tone: "neutral", icon: Hourglass },
} as const satisfies Record<ExecutionStatus, unknown>;

export function StatusBadge({ status }: { status: ExecutionStatus }) {
  const t = useT();
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" className={status === "running" ? "animate-spin" : undefined} />
      {t(STATUS_NAMES[status])}
    </Badge>
  );
}
