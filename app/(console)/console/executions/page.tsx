import type { Metadata } from "next";
import { nameOf } from "#components/ui/contact-name.ts";
import { ExecutionList } from "#components/executions/execution-list.tsx";
import { apiQuery, type Filters, readFilters } from "#components/executions/filters.ts";
import type { Query } from "#components/ui/query-text.ts";
import { getT } from "#lib/i18n/server.ts";
import type { Actor } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getContact } from "#server/services/contacts/read-contacts";
import { listExecutions } from "#server/services/executions/list-executions";
import { executionsQuery } from "#lib/api/executions.ts";
import { listFlows } from "#server/services/flows/list-flows";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("executions.title") };
}

/** More flows than this are found by the address of a flow's own row. */
const FLOWS_TO_CHOOSE = 200;

export default async function ExecutionsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  const filters = readFilters(await searchParams);
  const [initial, flows, contactName] = await Promise.all([
    firstPage(actor, filters),
    listFlows(actor, { limit: FLOWS_TO_CHOOSE }),
    contactNameOf(actor, filters.contactId),
  ]);
  return (
    <ExecutionList
      initial={initial}
      filters={filters}
      flows={flows.items.map(({ id, name }) => ({ id, name }))}
      contactName={contactName}
    />
  );
}

const firstPage = (actor: Actor, filters: Filters) =>
  listExecutions(actor, executionsQuery.parse({ ...apiQuery(filters, Date.now()), limit: "50" }));

async function contactNameOf(actor: Actor, id: number | null): Promise<string | null> {
  if (id === null) return null;
  const t = await getT();
  const contact = await getContact(actor, id).catch(() => null);
  return contact === null ? t("executions.contactNumber", { id: String(id) }) : nameOf(contact, t);
}
