import type { Metadata } from "next";
import { ContactList } from "#components/contacts/contact-list.tsx";
import { type Query, queryText } from "#components/ui/query-text.ts";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { listContacts } from "#server/services/contacts/read-contacts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("contacts.title") };
}

export default async function ContactsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  const search = queryText(await searchParams, "q");
  const initial = await listContacts(actor, { limit: 50, ...(search === "" ? {} : { search }) });
  return <ContactList initial={initial} search={search} />;
}
