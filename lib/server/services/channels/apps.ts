import type { z } from "zod";
import type { AppResponse, createAppBody, patchAppBody } from "#lib/api/apps.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { webhookAddress } from "#lib/api/webhook-address.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { forgetOutcomes } from "../../inbound/outcomes.ts";
import { clearWebhookApps } from "../../inbound/webhook-apps.ts";
import { conflict, invalidField, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { encryptSecret, type SealedIn } from "../../platform/crypto.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { requireApp } from "./ask-graph.ts";

/** What may leave the server; the secrets are read by `webhookAppAt` alone. */
const COLUMNS = {
  id: true,
  appId: true,
  name: true,
  createdAt: true,
  updatedAt: true,
  // Not those that were removed, or are known from webhooks only.
  channels: { select: { id: true, name: true }, where: { status: "active" }, orderBy: { id: "asc" } },
} as const satisfies Prisma.MetaAppSelect;

type AppRow = Prisma.MetaAppGetPayload<{ select: typeof COLUMNS }>;

/** A page of Meta apps, newest first, without their secrets. */
export async function listApps(actor: Actor, query: PageRequest): Promise<Page<AppResponse>> {
  allow(actor, "channels:read");
  const rows = await prisma().metaApp.findMany({
    where: { id: { lt: startBelow("apps", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
    select: COLUMNS,
  });
  return pageOf("apps", query, rows, (row) => row.id, toApp);
}

/** @throws ApiError 409 (it is here), 422 (Meta does not take the secret for this app's) */
export async function createApp(actor: Actor, body: z.output<typeof createAppBody>): Promise<AppResponse> {
  allow(actor, "channels:write");
  const { app_id: appId } = body;
  if ((await prisma().metaApp.findUnique({ where: { appId }, select: { id: true } })) !== null) throw appTaken(appId);
  const { name } = await requireApp(appId, body.app_secret);
  return changing(async (client) => {
    // SQL, because the secrets are sealed for their row, whose id comes first.
    const { rows } = await client.query<{ id: number }>("SELECT nextval('meta_apps_id_seq')::int AS id");
    const id = rows[0]?.id ?? NaN;
    const { count } = await prisma(client).metaApp.createMany({
      data: {
        id,
        appId,
        name: body.name ?? name ?? appId,
        appSecretEncrypted: encryptSecret(body.app_secret, sealedIn(id, "app_secret_encrypted")),
        verifyTokenEncrypted: encryptSecret(body.verify_token, sealedIn(id, "verify_token_encrypted")),
      },
      skipDuplicates: true,
    });
    if (count === 0) throw appTaken(appId);
    await audit(client, actor, "app.created", "app", appId, { name: body.name ?? name ?? appId });
    return toApp(await readApp(client, appId));
  });
}

/**
 * Replaces what is given.
 * @throws ApiError 404, 422 (Meta does not take the secret for this app's)
 */
export async function patchApp(actor: Actor, appId: string, body: z.output<typeof patchAppBody>): Promise<AppResponse> {
  allow(actor, "channels:write");
  const { id, ...before } = await readApp(undefined, appId);
  const fields = Object.keys(body);
  if (fields.length === 0) return toApp({ id, ...before });
  if (body.app_secret !== undefined) await requireApp(appId, body.app_secret);
  return changing(async (client) => {
    const { count } = await prisma(client).metaApp.updateMany({
      where: { id },
      data: {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.app_secret !== undefined && { appSecretEncrypted: encryptSecret(body.app_secret, sealedIn(id, "app_secret_encrypted")) }),
        ...(body.verify_token !== undefined && {
          verifyTokenEncrypted: encryptSecret(body.verify_token, sealedIn(id, "verify_token_encrypted")),
        }),
        updatedAt: new Date(),
      },
    });
    if (count === 0) throw missing(appId);
    await audit(client, actor, "app.changed", "app", appId, { name: body.name ?? before.name, fields });
    return toApp(await readApp(client, appId));
  });
}

/**
 * Deletes an app and its secrets; its address takes nothing any more.
 * @throws ApiError 404, 409 that names the channels
 */
export async function removeApp(actor: Actor, appId: string): Promise<void> {
  allow(actor, "channels:write");
  await changing(async (client) => {
    const { id, name, channels } = await readApp(client, appId);
    if (channels.length > 0)
      throw conflict(
        "app-in-use",
        `These channels belong to the app ${appId}: ${channels.map((channel) => `"${channel.name}" (${channel.id})`).join(", ")}. Give them another app, or remove them first.`,
        { channels },
      );
    // Numbers that are known from webhooks only, or were removed, lose their app; setting one up chooses it.
    await prisma(client).channel.updateMany({ where: { metaAppId: id }, data: { metaAppId: null } });
    await prisma(client).metaApp.delete({ where: { id }, select: { id: true } });
    await forgetOutcomes(client, appId);
    await audit(client, actor, "app.removed", "app", appId, { name });
  });
}

/** The row of the app that a channel is to belong to; null: the environment's. @throws ApiError 422 */
export async function appRowId(db: Db, appId: string | null): Promise<number | null> {
  if (appId === null) return null;
  const row = await prisma(db).metaApp.findUnique({ where: { appId }, select: { id: true } });
  if (row === null) throw invalidField(["app_id"], `there is no Meta app ${appId} here; GET /api/v1/apps lists those there are`);
  return row.id;
}

async function readApp(db: Db | undefined, appId: string): Promise<AppRow> {
  const row = await prisma(db).metaApp.findUnique({ where: { appId }, select: COLUMNS });
  if (row === null) throw missing(appId);
  return row;
}

async function changing<Value>(work: (client: Db) => Promise<Value>): Promise<Value> {
  const value = await inTransaction(work);
  clearWebhookApps();
  return value;
}

const sealedIn = (id: number, column: Extract<SealedIn, { table: "meta_apps" }>["column"]): SealedIn => ({
  table: "meta_apps",
  column,
  id,
});

const missing = (appId: string) => notFound(`There is no Meta app ${appId} here. GET /api/v1/apps lists those there are.`);

const appTaken = (appId: string) => conflict("app-taken", `The Meta app ${appId} is here already. PATCH that one.`);

const toApp = (row: AppRow): AppResponse => ({
  app_id: row.appId,
  name: row.name,
  webhook_path: webhookAddress(row.appId),
  channels: row.channels,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
