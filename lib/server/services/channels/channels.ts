import type { z } from "zod";
import type { ChannelResponse, createChannelBody, patchChannelBody } from "#lib/api/channels.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { clearChannelCache } from "../../inbound/channels.ts";
import { ApiError, conflict, invalidField } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { decryptSecret, encryptSecret } from "../../platform/crypto.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { env, SettingsError } from "../../platform/env.ts";
import { prisma } from "../../platform/prisma.ts";
import { pauseByPerson, resumeByPerson, resumeChannel } from "../../state/channel-pause.ts";
import { appRowId } from "./apps.ts";
import { requireNumber } from "./ask-graph.ts";
import { checkConsentWords, checkCountry, checkFlows, lockedFields, readChannel, simulators, toChannel, WITH_APP } from "./channel-row.ts";
import { failQueued } from "./remove-channel.ts";

/** A page of channels, newest first, without their secrets. */
export async function listChannels(actor: Actor, query: PageRequest): Promise<Page<ChannelResponse>> {
  allow(actor, "channels:read");
  const rows = await prisma().channel.findMany({
    where: {
      id: { lt: startBelow("channels", query, INT4_TOP) },
      status: { not: "removed" },
      NOT: { phoneNumberId: { startsWith: SIMULATOR_PREFIX } },
    },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
    include: WITH_APP,
  });
  return pageOf("channels", query, rows, (row) => row.id, toChannel);
}

/**
 * A new channel, or the claim of a number that was known from its webhooks only or was removed. A token is tried on Meta first.
 * @throws ApiError 409 (the number has a channel), 422 (unknown flow or app; a token that Meta refuses, or while there is no app secret;
 * what the environment decides)
 */
export async function createChannel(actor: Actor, body: z.output<typeof createChannelBody>): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  refuseLocked(lockedFields(body.phone_number_id), { ...body, phone_number_id: undefined });
  requireAppSecret(body.access_token, body.app_id ?? null);
  const heard = body.access_token == null ? null : await requireNumber(body.phone_number_id, body.access_token);
  return changing(async (client) => {
    await checkFlows(client, { default_flow_id: body.default_flow_id, rescue_flow_id: body.rescue_flow_id });
    if (body.default_country != null) checkCountry(body.default_country);
    checkConsentWords({ optOut: body.opt_out_words ?? [], optIn: body.opt_in_words ?? [] });
    // SQL, because a condition in ON CONFLICT is what Prisma cannot say: only a number that nobody has is taken over.
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO channels (name, phone_number_id, display_phone_number, default_flow_id, default_country, meta_app_id, mark_read, typing,
         rescue_flow_id, opt_out_words, opt_in_words, opt_out_reply, opt_in_reply)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (phone_number_id) DO UPDATE SET
         name = excluded.name, status = 'active', access_token_encrypted = NULL, meta_app_id = excluded.meta_app_id,
         default_flow_id = excluded.default_flow_id, default_country = excluded.default_country,
         mark_read = excluded.mark_read, typing = excluded.typing, rescue_flow_id = excluded.rescue_flow_id,
         opt_out_words = excluded.opt_out_words, opt_in_words = excluded.opt_in_words, opt_out_reply = excluded.opt_out_reply,
         opt_in_reply = excluded.opt_in_reply,
         display_phone_number = coalesce(excluded.display_phone_number, channels.display_phone_number)
         WHERE channels.status IN ('unclaimed', 'removed')
       RETURNING id`,
      [
        body.name,
        body.phone_number_id,
        body.display_phone_number ?? heard?.number ?? null,
        body.default_flow_id ?? null,
        body.default_country ?? null,
        await appRowId(client, body.app_id ?? null),
        body.mark_read ?? "never",
        body.typing ?? false,
        body.rescue_flow_id ?? null,
        body.opt_out_words ?? [],
        body.opt_in_words ?? [],
        body.opt_out_reply || null,
        body.opt_in_reply || null,
      ],
    );
    const created = rows[0];
    if (created === undefined) throw numberTaken(body.phone_number_id);
    // Of a channel that was removed: what was still on its way then is not said now.
    await failQueued(client, created.id);
    await resumeByPerson(client, created.id);
    // Sealed for this row, so its id comes first.
    if (body.access_token != null)
      await prisma(client).channel.update({
        where: { id: created.id },
        data: { accessTokenEncrypted: sealed(body.access_token, created.id) },
        select: { id: true },
      });
    await audit(client, actor, "channel.created", "channel", created.id, { fields: Object.keys(body) });
    return readChannel(client, created.id);
  });
}

/**
 * Changes what is given; null clears. A new token or number lifts a pause, which may have been about the old one, and is tried on Meta
 * first.
 * @throws ApiError 404, 409 (the number has another channel), 422 (as `createChannel`)
 */
export async function patchChannel(actor: Actor, id: number, body: z.output<typeof patchChannelBody>): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  const seen = await readChannel(pool(), id);
  if (seen.phone_number_id.startsWith(SIMULATOR_PREFIX)) throw simulators();
  if (Object.values(body).every((value) => value === undefined)) return seen;
  const phoneNumberId = body.phone_number_id ?? seen.phone_number_id;
  const isOther = phoneNumberId !== seen.phone_number_id;
  refuseLocked(seen.locked, { ...body, phone_number_id: isOther ? body.phone_number_id : undefined });
  // Nor becomes another channel the one that the environment names: it would decide of it from then on.
  if (isOther && lockedFields(phoneNumberId).length > 0) throw ofEnvironment("phone_number_id");
  const hasToken = body.access_token === undefined ? seen.has_access_token : body.access_token !== null;
  if (hasToken && (body.access_token !== undefined || body.app_id !== undefined))
    requireAppSecret(body.access_token ?? "kept", body.app_id === undefined ? seen.app_id : body.app_id);
  if (body.access_token != null) await requireNumber(phoneNumberId, body.access_token);
  else if (isOther && hasToken) await requireNumber(phoneNumberId, await openToken(id));
  return changing(async (client) => {
    const before = await readChannel(client, id);
    await checkFlows(client, { default_flow_id: body.default_flow_id, rescue_flow_id: body.rescue_flow_id });
    if (body.default_country != null) checkCountry(body.default_country);
    checkConsentWords({ optOut: body.opt_out_words ?? before.opt_out_words, optIn: body.opt_in_words ?? before.opt_in_words });
    if (isOther) {
      const other = await prisma(client).channel.findFirst({ where: { phoneNumberId, id: { not: id } }, select: { id: true } });
      if (other !== null) throw numberTaken(phoneNumberId);
    }
    await prisma(client).channel.update({
      where: { id },
      // Prisma leaves alone what is undefined.
      data: {
        name: body.name,
        phoneNumberId,
        displayPhoneNumber: body.display_phone_number,
        defaultFlowId: body.default_flow_id,
        rescueFlowId: body.rescue_flow_id,
        defaultCountry: body.default_country,
        markRead: body.mark_read,
        typing: body.typing,
        optOutWords: body.opt_out_words,
        optInWords: body.opt_in_words,
        optOutReply: body.opt_out_reply === "" ? null : body.opt_out_reply,
        optInReply: body.opt_in_reply === "" ? null : body.opt_in_reply,
        status: body.status,
        ...(body.app_id === undefined ? {} : { metaAppId: await appRowId(client, body.app_id) }),
        ...(body.access_token === undefined
          ? {}
          : { accessTokenEncrypted: body.access_token === null ? null : sealed(body.access_token, id) }),
      },
      select: { id: true },
    });
    // Another number is another object to Meta; that one may be what was to be mended.
    if (body.access_token !== undefined || isOther) await resumeChannel(client, id);
    await audit(client, actor, "channel.updated", "channel", id, { fields: Object.keys(body) });
    return readChannel(client, id);
  });
}

/**
 * What is said on it waits until somebody resumes it.
 * @throws ApiError 404
 */
export async function pauseChannel(actor: Actor, id: number): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  return changing(async (client) => {
    await readChannel(client, id);
    await pauseByPerson(client, id);
    await audit(client, actor, "channel.paused", "channel", id, {});
    return readChannel(client, id);
  });
}

/**
 * Sending goes on at once, because what was to be mended is: a payment method, a registration. Where it is not, the next message pauses
 * the channel again, and none is lost by it.
 * @throws ApiError 404
 */
export async function resumePausedChannel(actor: Actor, id: number): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  return changing(async (client) => {
    await readChannel(client, id);
    await resumeByPerson(client, id);
    await audit(client, actor, "channel.resumed", "channel", id, {});
    return readChannel(client, id);
  });
}

async function changing(work: (client: Db) => Promise<ChannelResponse>): Promise<ChannelResponse> {
  const channel = await inTransaction(work);
  clearChannelCache();
  return channel;
}

/** With a token a channel's messages leave, and so do those that a forged webhook brings about. An app of the console has a secret. */
function requireAppSecret(token: string | null | undefined, appId: string | null): void {
  if (token == null || appId !== null || env().WORKFLOW_WHATSAPP_APP_SECRET !== undefined) return;
  throw new ApiError(
    422,
    "/access_token: no token can be kept while WORKFLOW_WHATSAPP_APP_SECRET is not set, because anyone could forge " +
      "webhooks; set it and start again, or give the channel a Meta app (POST /api/v1/apps).",
    { code: "app-secret-missing" },
  );
}

const sealed = (token: string, id: number): string => encryptSecret(token, { table: "channels", id });

/** @throws ApiError 422 when no key here opens it */
async function openToken(id: number): Promise<string> {
  const row = await prisma().channel.findUniqueOrThrow({ where: { id }, select: { accessTokenEncrypted: true } });
  try {
    return decryptSecret(row.accessTokenEncrypted ?? "", { table: "channels", id });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw invalidField(["access_token"], "is kept, but can not be opened any more; enter it anew");
  }
}

/** @throws ApiError 422 */
function refuseLocked(locked: ChannelResponse["locked"], body: Partial<Record<ChannelResponse["locked"][number], unknown>>): void {
  const field = locked.find((each) => body[each] !== undefined && !(each === "app_id" && body[each] === null));
  if (field !== undefined) throw ofEnvironment(field);
}

const ofEnvironment = (field: string) =>
  invalidField([field], "is decided by the environment for this number (WORKFLOW_WHATSAPP_*); change it there and start again", {
    code: "environment",
  });

const numberTaken = (phoneNumberId: string) =>
  conflict("number-taken", `The number with the id ${phoneNumberId} already has a channel; PATCH that one.`);
