import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExecutionView } from "#components/executions/execution-view.tsx";
import type { Query } from "#components/ui/query-text.ts";
import { executionParams } from "#lib/api/params.ts";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getHistory } from "#server/services/executions/history";
import { historyQuery } from "#lib/api/history.ts";
import { notFoundOn404 } from "#server/http/not-found-on-404";

interface ExecutionPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata({ params }: ExecutionPageProps): Promise<Metadata> {
  return { title: (await getT())("executions.pageTitle", { id: (await params).id }) };
}

export default async function ExecutionPage({ params, searchParams }: ExecutionPageProps) {
  const { actor } = await requirePageUser();
  const id = executionParams.safeParse(await params);
  if (!id.success) notFound();
  const { before } = historyQuery.safeParse({ before: (await searchParams)["before"] }).data ?? {};
  const found = await notFoundOn404(getHistory(actor, id.data.id, { before }));
  return (
    <ExecutionView
      key={before ?? 0}
      initial={found}
      before={before ?? null}
      mayControl={may(actor, "executions:write")}
      mayEdit={may(actor, "flows:write")}
      mayWrite={may(actor, "contacts:write")}
    />
  );
}
