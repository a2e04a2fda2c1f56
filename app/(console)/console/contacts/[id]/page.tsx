import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContactView } from "#components/contacts/contact-view.tsx";
import { contactParams } from "#lib/api/params.ts";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listContactFields } from "#server/services/contact-fields/contact-fields";
import { getContact } from "#server/services/contacts/read-contacts";
import { listMessages } from "#server/services/contacts/read-messages";
import { notFoundOn404 } from "#server/http/not-found-on-404";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("contacts.pageTitle") };
}

export default async function ContactPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor } = await requirePageUser();
  const parsed = contactParams.safeParse(await params);
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  const [contact, messages, fields] = await notFoundOn404(
    Promise.all([getContact(actor, id), listMessages(actor, id, { limit: 50 }), listContactFields(actor, { limit: 200 })]),
  );
  const rights = {
    mend: may(actor, "flows:write"),
    edit: may(actor, "contacts:write"),
    export: may(actor, "contacts:export"),
    erase: may(actor, "contacts:erase"),
  };
  return <ContactView initial={contact} messages={messages} definitions={fields.items.toReversed()} rights={rights} />;
}
