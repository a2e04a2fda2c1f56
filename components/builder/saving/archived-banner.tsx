"use client";
import Link from "next/link";
import { Callout } from "#components/ui/callout.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Above the canvas of an archived flow: why nothing can be changed, and the way back. */
export function ArchivedBanner() {
  const t = useT();
  return (
    <Callout tone="info" className="rounded-none border-x-0 border-t-0 py-1.5 text-[13px] leading-5">
      {t("builder.archived")}{" "}
      <Link
        href="/?state=archived"
        className="rounded font-medium underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        {t("builder.seeArchived")}
      </Link>
    </Callout>
  );
}
