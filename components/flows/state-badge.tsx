"use client";
import { Archive, CircleCheck, CircleDot, PencilLine } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { FlowItem } from "./types.ts";

export function StateBadge({ flow }: { flow: Pick<FlowItem, "state" | "published_version"> }) {
  const t = useT();
  const version = flow.published_version ?? 0;
  if (flow.state === "archived")
    return (
      <Badge tone="outline">
        <Archive aria-hidden="true" />
        {t("flows.stateArchived")}
      </Badge>
    );
  if (flow.state === "published")
    return (
      <Badge tone="success">
        <CircleCheck aria-hidden="true" />
        {t("flows.statePublished", { version })}
      </Badge>
    );
  if (flow.state === "changed")
    return (
      <Badge tone="warning">
        <CircleDot aria-hidden="true" />
        {t("flows.stateChanged", { version })}
      </Badge>
    );
  return (
    <Badge>
      <PencilLine aria-hidden="true" />
      {t("flows.stateDraft")}
    </Badge>
  );
}
