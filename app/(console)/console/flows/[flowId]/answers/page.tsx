import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { answersApiQuery, type AnswersFilters, readAnswersFilters } from "#components/answers/answers-filters.ts";
import { AnswersView } from "#components/answers/answers-view.tsx";
import type { Query } from "#components/ui/query-text.ts";
import { answersQuery } from "#lib/api/answers.ts";
import { flowParams } from "#lib/api/params.ts";
import { getT } from "#lib/i18n/server.ts";
import type { Actor } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { notFoundOn404 } from "#server/http/not-found-on-404";
import { listAnswers } from "#server/services/executions/answers/list-answers";
import { getFlow } from "#server/services/flows/list-flows";
import { listVersions } from "#server/services/flows/publish";

interface AnswersPageProps {
  params: Promise<{ flowId: string }>;
  searchParams: Promise<Query>;
}

/** Older versions are reached by the address. */
const VERSIONS_TO_CHOOSE = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("answers.pageTitle") };
}

export default async function FlowAnswersPage({ params, searchParams }: AnswersPageProps) {
  const { actor } = await requirePageUser();
  const parsed = flowParams.safeParse({ id: (await params).flowId });
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  const filters = readAnswersFilters(await searchParams);
  const [flow, versions, initial] = await Promise.all([
    notFoundOn404(getFlow(actor, id)),
    notFoundOn404(listVersions(actor, id, { limit: VERSIONS_TO_CHOOSE })),
    notFoundOn404(firstPage(actor, id, filters)),
  ]);
  return (
    <AnswersView flow={{ id, name: flow.name }} versions={versions.items.map(({ number }) => number)} initial={initial} filters={filters} />
  );
}

function firstPage(actor: Actor, flowId: number, filters: AnswersFilters) {
  const { format: _, ...query } = answersQuery.parse({ ...answersApiQuery(filters, Date.now()), limit: "50" });
  return listAnswers(actor, flowId, query);
}
