import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Builder } from "#components/builder/builder.tsx";
import { flowParams } from "#lib/api/params.ts";
import { type Actor, may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getFlow } from "#server/services/flows/list-flows";
import { notFoundOn404 } from "#server/http/not-found-on-404";
import { simulatedChannel } from "#server/flows/channels-of-flow";
import { readSurroundings } from "#server/flows/surroundings";
import { loadFlowReach } from "./actions.ts";

interface FlowPageProps {
  params: Promise<{ flowId: string }>;
  /** `node` and `field`: what is worked on first; `dialog=publish`: it was, and is to be published. */
  searchParams: Promise<{ [name in "panel" | "node" | "field" | "dialog"]?: string | string[] }>;
}

const PANELS = ["inspector", "issues", "versions", "simulator", "triggers"] as const;

/** Read once for the title and the page. */
const readFlow = cache(async (actor: Actor, flowId: string) => {
  const parsed = flowParams.safeParse({ id: flowId });
  if (!parsed.success) notFound();
  return notFoundOn404(getFlow(actor, parsed.data.id));
});

export async function generateMetadata({ params }: FlowPageProps): Promise<Metadata> {
  const { actor } = await requirePageUser();
  return { title: (await readFlow(actor, (await params).flowId)).name };
}

export default async function FlowPage({ params, searchParams }: FlowPageProps) {
  const { actor } = await requirePageUser();
  const flow = await readFlow(actor, (await params).flowId);
  const { panel: wanted, node, field, dialog } = await searchParams;
  const canEdit = may(actor, "flows:write") && flow.state !== "archived";
  const panel = PANELS.find((name) => name === wanted) ?? "inspector";
  const { id, name, revision, draft, published_version: publishedVersion, state } = flow;
  const shown = { id, name, revision, draft, publishedVersion, isPublished: state === "published", isArchived: state === "archived" };
  const focus = typeof node === "string" ? { nodeId: node, field: typeof field === "string" ? field : undefined } : undefined;
  return (
    <Builder
      key={id}
      flow={shown}
      canEdit={canEdit}
      panel={panel}
      focus={focus}
      isToPublish={dialog === "publish"}
      loadReach={loadFlowReach}
      surroundings={{ ...(await readSurroundings(actor, id)), channel: await simulatedChannel(actor, id) }}
    />
  );
}
