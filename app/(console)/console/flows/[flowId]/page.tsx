import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Builder } from "#components/builder/builder.tsx";
import { Problem } from "#server/api/problem";
import { type Actor, atLeast, PERMISSIONS } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getFlow } from "#server/flows/list-flows";

interface FlowPageProps {
  params: Promise<{ flowId: string }>;
  searchParams: Promise<{ panel?: string | string[] }>;
}

const PANELS = ["inspector", "issues", "versions", "simulator"] as const;
const GREATEST_ID = 2_147_483_647;

/** Read once for the title and the page. */
const readFlow = cache(async (actor: Actor, flowId: string) => {
  const id = /^\d{1,10}$/.test(flowId) ? Number(flowId) : 0;
  if (id < 1 || id > GREATEST_ID) notFound();
  try {
    return await getFlow(actor, id);
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
  const canEdit = atLeast(actor.role, PERMISSIONS["flows:write"]) && flow.state !== "archived";
  const panel = PANELS.find((name) => name === wanted) ?? "inspector";
  return <Builder key={flow.id} flow={{ id: flow.id, name: flow.name, revision: flow.revision, draft: flow.draft, publishedVersion: flow.published_version, isPublished: flow.state === "published" }} canEdit={canEdit} panel={panel} />;
}
