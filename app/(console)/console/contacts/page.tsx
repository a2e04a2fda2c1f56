import type { Metadata } from "next";
import { ContactList } from "#components/contacts/contact-list.tsx";
import { contactPage } from "#components/contacts/model.ts";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { listContacts } from "#server/contacts/read-contacts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("contacts.title") };
}

export default async function ContactsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { actor } = await requirePageUser();
  const { q } = await searchParams;
  const search = typeof q === "string" ? q.slice(0, 200).trim() : "";
  const initial = await listContacts(actor, { limit: 50, ...(search === "" ? {} : { search }) });
  return <ContactList initial={contactPage.parse(initial)} search={search} />;
}
