import type { Metadata } from "next";
import { ContactList } from "#components/contacts/contact-list.tsx";
import { apiQuery, type Filters, readFilters } from "#components/contacts/filters.ts";
import type { Query } from "#components/ui/query-text.ts";
import { contactsQuery } from "#lib/api/contacts.ts";
import { getT } from "#lib/i18n/server.ts";
import { type Actor, may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listContactFields } from "#server/services/contact-fields/contact-fields";
import { listContacts } from "#server/services/contacts/read-contacts";
import { listFlows } from "#server/services/flows/list-flows";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("contacts.title") };
}

/** More flows than this are found by the address of a flow's own row. */
const FLOWS_TO_CHOOSE = 200;

export default async function ContactsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  const filters = readFilters(await searchParams);
  const [initial, flows, fields] = await Promise.all([
    firstPage(actor, filters),
    listFlows(actor, { limit: FLOWS_TO_CHOOSE }),
    listContactFields(actor, { limit: 200 }),
  ]);
  return (
    <ContactList
      initial={initial}
      filters={filters}
      flows={flows.items.map(({ id, name }) => ({ id, name }))}
      fields={fields.items.toReversed()}
      mayEdit={may(actor, "contacts:write")}
    />
  );
}

const firstPage = (actor: Actor, filters: Filters) =>
  listContacts(actor, contactsQuery.parse({ ...apiQuery(filters, Date.now()), limit: "50" }));
