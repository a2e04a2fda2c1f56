import type { Metadata } from "next";
import { UnansweredList } from "#components/unanswered/unanswered-list.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listUnanswered } from "#server/services/unanswered/list-unanswered";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("unanswered.title") };
}

export default async function UnansweredPage() {
  const { actor } = await requirePageUser();
  const initial = await listUnanswered(actor, { limit: 50 });
  return <UnansweredList initial={initial} maySettle={may(actor, "contacts:write")} />;
}
