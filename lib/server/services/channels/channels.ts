import type { z } from "zod";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { ApiError, conflict } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { clearChannelCache } from "../../inbound/channels.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { encryptSecret } from "../../platform/crypto.ts";
import { env } from "../../platform/env.ts";
import { prisma } from "../../platform/prisma.ts";
import { resumeChannel } from "../../state/channel-pause.ts";
import { checkCountry, checkDefaultFlow, readChannel, toChannel } from "./channel-row.ts";
import type { ChannelResponse, createChannelBody, patchChannelBody } from "#lib/api/channels.ts";

/** A page of channels, newest first, without their secrets. */
export async function listChannels(actor: Actor, query: PageRequest): Promise<Page<ChannelResponse>> {
  allow(actor, "channels:read");
  const rows = await prisma().channel.findMany({
    where: { id: { lt: startBelow("channels", query, INT4_TOP) }, NOT: { phoneNumberId: { startsWith: SIMULATOR_PREFIX } } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
  });
  return pageOf("channels", query, rows, (row) => row.id, toChannel);
}

/**
 * A new channel, or the claim of a number that was known from its webhooks only.
 * @throws ApiError 409 (the number has a channel), 422 (unknown flow; a token while there is no app secret)
 */
export async function createChannel(actor: Actor, body: z.output<typeof createChannelBody>): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  return changing(async (client) => {
    if (body.default_flow_id != null) await checkDefaultFlow(client, body.default_flow_id);
    if (body.default_country != null) checkCountry(body.default_country);
    // SQL, because a condition in ON CONFLICT is what Prisma cannot say: only a number that nobody claimed is taken over.
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO channels (name, phone_number_id, display_phone_number, default_flow_id, default_country)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (phone_number_id) DO UPDATE SET
         name = excluded.name, status = 'active', access_token_encrypted = NULL,
         default_flow_id = excluded.default_flow_id, default_country = excluded.default_country,
         display_phone_number = coalesce(excluded.display_phone_number, channels.display_phone_number)
         WHERE channels.status = 'unclaimed'
       RETURNING id`,
      [body.name, body.phone_number_id, body.display_phone_number ?? null, body.default_flow_id ?? null, body.default_country ?? null],
    );
    const created = rows[0];
    if (created === undefined) throw numberTaken(body.phone_number_id);
    // Sealed for this row, so its id comes first.
    const accessTokenEncrypted = sealed(body.access_token, created.id);
    if (accessTokenEncrypted !== null)
      await prisma(client).channel.update({ where: { id: created.id }, data: { accessTokenEncrypted }, select: { id: true } });
    await audit(client, actor, "channel.created", "channel", created.id, { fields: Object.keys(body) });
    return readChannel(client, created.id);
  });
}

/**
 * Changes what is given; null clears. A new token or number lifts a pause, which may have been about the old one.
 * @throws ApiError 404, 409 (the number has another channel), 422 (unknown flow; a token while there is no app secret)
 */
export async function patchChannel(actor: Actor, id: number, body: z.output<typeof patchChannelBody>): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  return changing(async (client) => {
    const before = await readChannel(client, id);
    if (before.phone_number_id.startsWith(SIMULATOR_PREFIX))
      throw conflict(
        "simulator-channel",
        "This channel is the simulator's own and never leaves this installation; create another one for a number.",
      );
    if (body.default_flow_id != null) await checkDefaultFlow(client, body.default_flow_id);
    if (body.default_country != null) checkCountry(body.default_country);
    if (Object.values(body).every((value) => value === undefined)) return before;
    if (body.phone_number_id !== undefined) {
      const other = await prisma(client).channel.findFirst({
        where: { phoneNumberId: body.phone_number_id, id: { not: id } },
        select: { id: true },
      });
      if (other !== null) throw numberTaken(body.phone_number_id);
    }
    const updated = await prisma(client).channel.update({
      where: { id },
      // Prisma leaves alone what is undefined.
      data: {
        name: body.name,
        phoneNumberId: body.phone_number_id,
        displayPhoneNumber: body.display_phone_number,
        defaultFlowId: body.default_flow_id,
        defaultCountry: body.default_country,
        status: body.status,
        ...(body.access_token === undefined ? {} : { accessTokenEncrypted: sealed(body.access_token, id) }),
      },
    });
    // Another number is another object to Meta; that one may be what was to be mended.
    const mended = body.access_token !== undefined || body.phone_number_id !== undefined;
    if (mended) await resumeChannel(client, id);
    await audit(client, actor, "channel.updated", "channel", id, { fields: Object.keys(body) });
    return mended ? readChannel(client, id) : toChannel(updated);
  });
}

/**
 * Sending goes on at once, because what was to be mended is: a payment method, a registration. Where it is not, the next message pauses
 * the channel again. @throws ApiError 404
 */
export async function resumePausedChannel(actor: Actor, id: number): Promise<ChannelResponse> {
  allow(actor, "channels:write");
  return changing(async (client) => {
    await readChannel(client, id);
    await resumeChannel(client, id);
    await audit(client, actor, "channel.resumed", "channel", id, {});
    return readChannel(client, id);
  });
}

async function changing(work: (client: Db) => Promise<ChannelResponse>): Promise<ChannelResponse> {
  const channel = await inTransaction(work);
  clearChannelCache();
  return channel;
}

/** With a token a channel's messages leave, and so do those that a forged webhook brings about. */
function sealed(token: string | null | undefined, id: number): string | null {
  if (token == null) return null;
  if (env().WORKFLOW_WHATSAPP_APP_SECRET === undefined)
    throw new ApiError(
      422,
      "/access_token: no token can be kept while WORKFLOW_WHATSAPP_APP_SECRET is not set, because anyone could forge webhooks; set it and start again.",
      { code: "app-secret-missing" },
    );
  return encryptSecret(token, { table: "channels", id });
}

const numberTaken = (phoneNumberId: string) =>
  conflict("number-taken", `The number with the id ${phoneNumberId} already has a channel; PATCH that one.`);
