import type { Metadata } from "next";
import { ContactList } from "#components/contacts/contact-list.tsx";
import { apiQuery, readFilters } from "#components/contacts/filters.ts";
import type { Query } from "#components/ui/query-text.ts";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { listContacts } from "#server/services/contacts/read-contacts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("contacts.title") };
}

export default async function ContactsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  const filters = readFilters(await searchParams);
  const initial = await listContacts(actor, { limit: 50, ...apiQuery(filters) });
  return <ContactList initial={initial} filters={filters} />;
}
