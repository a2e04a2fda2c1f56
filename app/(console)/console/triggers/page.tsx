import type { Metadata } from "next";
import { LiveData } from "#components/api/live-data.tsx";
import { TriggersPage } from "#components/triggers/triggers-page.tsx";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { listChannels } from "#server/services/channels/channels";
import { listTriggers } from "#server/services/triggers/list-triggers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("triggers.title") };
}

export default async function Triggers() {
  const { actor } = await requirePageUser();
  const [{ items }, channels] = await Promise.all([listTriggers(actor), listChannels(actor, { limit: 200 })]);
  const active = channels.items.filter(({ status }) => status === "active");
  return (
    <LiveData>
      <TriggersPage triggers={items} channels={active.map(({ id, name, phone_number_id }) => ({ id, name, number: phone_number_id }))} />
    </LiveData>
  );
}
