"use client";
import { useId } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Why nothing can be changed. */
export type ReadOnlyReason = "role" | "archived" | "phone";

const WORDS = { role: "builder.readOnlyRole", archived: "builder.readOnlyArchived", phone: "builder.readOnlyPhone" } as const;

/** That nothing can be changed, and why. */
export function ReadOnlyBadge({ reason }: { reason: ReadOnlyReason }) {
  const t = useT();
  const id = useId();
  const why = t(WORDS[reason]);
  return (
    <>
      <Tooltip label={why}>
        <Badge
          tone="neutral"
          tabIndex={0}
          role="note"
          aria-describedby={id}
          className="outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          {t("builder.readOnly")}
        </Badge>
      </Tooltip>
      <span id={id} hidden>
        {why}
      </span>
    </>
  );
}
