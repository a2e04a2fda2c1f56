import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PhonePage } from "#components/phone/phone-page.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listChannels } from "#server/services/channels/channels";
import { isEmulatorHere } from "#server/services/emulator/emulator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("phone.title") };
}

export default async function Phone() {
  const { actor } = await requirePageUser();
  if (!isEmulatorHere()) notFound();
  const { items } = await listChannels(actor, { limit: 200 });
  const numbers = items.filter(({ simulated }) => simulated).map(({ phone_number_id: id, name }) => ({ id, name }));
  return <PhonePage numbers={numbers} mayPlay={may(actor, "executions:write")} />;
}
