import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportView } from "#components/contacts/import/import-view.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listChannels } from "#server/services/channels/channels";
import { listContactFields } from "#server/services/contact-fields/contact-fields";
import { listImports } from "#server/services/contact-imports/imports";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("imports.title") };
}

export default async function ImportPage() {
  const { actor } = await requirePageUser();
  if (!may(actor, "contacts:write")) notFound();
  const [imports, channels, fields] = await Promise.all([
    listImports(actor, { limit: 20 }),
    listChannels(actor, { limit: 200 }),
    listContactFields(actor, { limit: 200 }),
  ]);
  return (
    <ImportView
      recent={imports}
      channels={channels.items.filter(({ status }) => status === "active").map(({ id, name }) => ({ id, name }))}
      fields={fields.items.toReversed()}
    />
  );
}
