import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Builder } from "#components/builder/builder.tsx";
import { Problem } from "#server/api/problem";
import { type Actor, may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getFlow } from "#server/flows/list-flows";
import { flowParams } from "#server/flows/schemas";
import { loadStarters } from "./actions.ts";

interface FlowPageProps {
  params: Promise<{ flowId: string }>;
  searchParams: Promise<{ panel?: string | string[] }>;
}

const PANELS = ["inspector", "issues", "versions", "simulator"] as const;

/** Read once for the title and the page. */
const readFlow = cache(async (actor: Actor, flowId: string) => {
  const parsed = flowParams.safeParse({ id: flowId });
  if (!parsed.success) notFound();
  try {
    return await getFlow(actor, parsed.data.id);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: FlowPageProps): Promise<Metadata> {
  const { actor } = await requirePageUser();
  return { title: (await readFlow(actor, (await params).flowId)).name };
}

export default async function FlowPage({ params, searchParams }: FlowPageProps) {
  const { actor } = await requirePageUser();
  const flow = await readFlow(actor, (await params).flowId);
  const { panel: wanted } = await searchParams;
  const canEdit = may(actor, "flows:write") && flow.state !== "archived";
  const panel = PANELS.find((name) => name === wanted) ?? "inspector";
  return <Builder key={flow.id} flow={{ id: flow.id, name: flow.name, revision: flow.revision, draft: flow.draft, publishedVersion: flow.published_version, isPublished: flow.state === "published", isArchived: flow.state === "archived" }} canEdit={canEdit} panel={panel} loadStarters={loadStarters} />;
}
