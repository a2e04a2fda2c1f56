"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Callout } from "#components/ui/callout.tsx";
import type { ActionResult } from "#lib/action-result.ts";
import { useT } from "#lib/i18n/client.tsx";

/** The names of the channels that begin a flow. */
export type LoadFlowChannels = (flowId: number) => Promise<ActionResult<string[]>>;

/** Whom publishing reaches: a flow that no channel begins is live, and still answers nobody who writes. */
export function FlowChannels({ flowId, load }: { flowId: number; load: LoadFlowChannels }) {
  const t = useT();
  const { data } = useQuery({ queryKey: ["starters", flowId], queryFn: () => load(flowId), staleTime: 0 });
  if (data?.ok !== true) return null;
  if (data.value.length > 0)
    return <p className="text-[13px] text-muted-foreground">{t("builder.startedBy", { channels: data.value.join(", ") })}</p>;
  return (
    <Callout tone="info" role="status" className="text-[13px] leading-4.5">
      {t("builder.startedByNone")}{" "}
      <Link
        href="/console/settings/channels"
        className="rounded font-medium underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        {t("builder.seeChannels")}
      </Link>
    </Callout>
  );
}
