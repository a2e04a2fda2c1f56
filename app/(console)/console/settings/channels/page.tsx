import { headers } from "next/headers";
import { LiveData } from "#components/api/live-data.tsx";
import { AppList } from "#components/settings/app-list.tsx";
import { ChannelList } from "#components/settings/channel-list.tsx";
import { WebhookCard } from "#components/settings/webhook-card.tsx";
import { fallbackFlowId } from "#server/flows/default-flow";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listApps } from "#server/services/channels/apps";
import { listChannels } from "#server/services/channels/channels";
import { env } from "#server/platform/env";
import { readRefusals } from "#server/inbound/outcomes";
import { listFlows } from "#server/services/flows/list-flows";
import { addApp, changeApp, check, consequences, create, pause, progress, remove, resume, takeAppAway, update } from "./actions.ts";

export default async function ChannelsPage() {
  const { actor } = await requirePageUser();
  const [channels, apps, flows, origin, refused] = await Promise.all([
    listChannels(actor, { limit: 200 }),
    listApps(actor, { limit: 200 }),
    listFlows(actor, { limit: 200 }),
    ownOrigin(),
    readRefusals(),
  ]);
  const { WORKFLOW_WEBHOOK_VERIFY_TOKEN: verifyToken, WORKFLOW_WHATSAPP_APP_SECRET: secret } = env();
  const fallback = { simulated: fallbackFlowId({ simulated: true }), real: fallbackFlowId({ simulated: false }) };
  const mayEdit = may(actor, "channels:write");
  const appActions = { create: addApp, update: changeApp, remove: takeAppAway };
  const environment = { hasSecret: secret !== undefined, verifyToken: mayEdit ? (verifyToken ?? null) : null };
  return (
    <LiveData>
      <div className="flex min-w-0 flex-1 flex-col gap-6">
        <ChannelList
          channels={channels.items}
          flows={flows.items.map(({ id, name, published_version: version }) => ({ id, name, isPublished: version !== null }))}
          apps={apps.items}
          origin={origin}
          environment={environment}
          fallback={fallback}
          mayEdit={mayEdit}
          actions={{ create, update, check, pause, resume, consequences, remove, progress }}
          appActions={appActions}
        />
        <AppList apps={apps.items} origin={origin} refused={refused} mayEdit={mayEdit} actions={appActions} />
        <WebhookCard
          url={`${origin}/webhook/whatsapp`}
          verifyToken={environment.verifyToken}
          mayEdit={mayEdit}
          signed={environment.hasSecret}
          refused={refused.filter(({ app_id: id }) => id === null)}
        />
      </div>
    </LiveData>
  );
}

/** The address under which we are reached from outside. */
async function ownOrigin(): Promise<string> {
  const configured = env().NEXTAUTH_URL;
  if (configured !== undefined) return new URL(configured).origin;
  const given = await headers();
  return `${given.get("x-forwarded-proto") ?? "http"}://${given.get("x-forwarded-host") ?? given.get("host") ?? "localhost"}`;
}
