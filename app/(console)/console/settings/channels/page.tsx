import { headers } from "next/headers";
import { ChannelList } from "#components/settings/channel-list.tsx";
import { WebhookCard } from "#components/settings/webhook-card.tsx";
import { fallbackFlowId } from "#server/flows/default-flow";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listChannels } from "#server/services/channels/channels";
import { env } from "#server/platform/env";
import { readRefusals } from "#server/inbound/outcomes";
import { listFlows } from "#server/services/flows/list-flows";
import { check, create, resume, update } from "./actions.ts";

export default async function ChannelsPage() {
  const { actor } = await requirePageUser();
  const [channels, flows, origin, refused] = await Promise.all([
    listChannels(actor, { limit: 200 }),
    listFlows(actor, { limit: 200 }),
    ownOrigin(),
    readRefusals(),
  ]);
  const { WORKFLOW_WEBHOOK_VERIFY_TOKEN: verifyToken, WORKFLOW_WHATSAPP_APP_SECRET: secret } = env();
  const fallback = { simulated: fallbackFlowId({ simulated: true }), real: fallbackFlowId({ simulated: false }) };
  const mayEdit = may(actor, "channels:write");
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-6">
      <ChannelList
        channels={channels.items}
        flows={flows.items.map(({ id, name, published_version: version }) => ({ id, name, isPublished: version !== null }))}
        fallback={fallback}
        mayEdit={mayEdit}
        actions={{ create, update, check, resume }}
      />
      <WebhookCard
        url={`${origin}/webhook/whatsapp`}
        verifyToken={mayEdit ? (verifyToken ?? null) : null}
        mayEdit={mayEdit}
        signed={secret !== undefined}
        refused={refused}
      />
    </div>
  );
}

/** The address under which we are reached from outside. */
async function ownOrigin(): Promise<string> {
  const configured = env().NEXTAUTH_URL;
  if (configured !== undefined) return new URL(configured).origin;
  const given = await headers();
  return `${given.get("x-forwarded-proto") ?? "http"}://${given.get("x-forwarded-host") ?? given.get("host") ?? "localhost"}`;
}
