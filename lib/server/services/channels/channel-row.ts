import { conflict, invalidField, notFound } from "../../platform/api-error.ts";
import type { Db } from "../../platform/db.ts";
import { env } from "../../platform/env.ts";
import { prisma } from "../../platform/prisma.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { fold } from "#lib/engine/values/normal-text.ts";
import { fill } from "#lib/i18n/message.ts";
import { settingsEn } from "#lib/i18n/messages/settings.en.ts";
import { isCountry } from "../../platform/phone-number.ts";
import { channel, type ChannelResponse } from "#lib/api/channels.ts";

export type ChannelRow = Prisma.ChannelGetPayload<{ include: typeof WITH_APP }>;

/** Its app's id at Meta. */
export const WITH_APP = { metaApp: { select: { appId: true } } } as const;

/** What the environment decides of a number: it wins there, so nobody changes it here. */
export function lockedFields(phoneNumberId: string): ChannelResponse["locked"] {
  const { WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: number, WORKFLOW_WHATSAPP_ACCESS_TOKEN: token } = env();
  if (phoneNumberId !== number) return [];
  return token === undefined ? ["phone_number_id", "app_id"] : ["phone_number_id", "app_id", "access_token"];
}

/** What may leave the server; of the token only whether there is one. */
export function toChannel(row: ChannelRow): ChannelResponse {
  const simulated = row.accessTokenEncrypted === null;
  return {
    id: row.id,
    name: row.name,
    phone_number_id: row.phoneNumberId,
    display_phone_number: row.displayPhoneNumber,
    app_id: row.metaApp?.appId ?? null,
    status: channel.shape.status.parse(row.status),
    default_flow_id: row.defaultFlowId,
    rescue_flow_id: row.rescueFlowId,
    default_country: row.defaultCountry,
    mark_read: channel.shape.mark_read.parse(row.markRead),
    typing: row.typing,
    opt_out_words: row.optOutWords,
    opt_in_words: row.optInWords,
    opt_out_reply: row.optOutReply,
    opt_in_reply: row.optInReply,
    has_access_token: !simulated,
    simulated,
    locked: lockedFields(row.phoneNumberId),
    ...pauseOf(row),
    created_at: row.createdAt.toISOString(),
  };
}

/** Messages that were refused are tried again within this after a pause; the fault stays in sight that long. */
const TRIED_AGAIN_MS = 600_000;

const PAUSED = "Somebody paused it. POST /api/v1/channels/{id}/resume sends what waits.";

function pauseOf({ pausedUntil, pausedCode, pausedReason }: Pick<ChannelRow, "pausedUntil" | "pausedCode" | "pausedReason">) {
  const shown = pausedCode === "throttled" ? 0 : TRIED_AGAIN_MS;
  if (pausedUntil === null || pausedUntil.getTime() + shown < Date.now())
    return { paused_until: null, paused_code: null, paused_reason: null, paused_detail: null };
  const code = channel.shape.paused_code.safeParse(pausedCode).data ?? null;
  const said = pausedReason || null;
  return {
    paused_until: pausedUntil.toISOString(),
    paused_code: code,
    paused_reason: code === null ? said : code === "by_person" ? PAUSED : fill(settingsEn[`check_${code}`], "en", { said: said ?? "" }),
    paused_detail: said,
  };
}

/** @throws ApiError 404 */
export async function readChannel(db: Db, id: number): Promise<ChannelResponse> {
  const row = await prisma(db).channel.findUnique({ where: { id, status: { not: "removed" } }, include: WITH_APP });
  if (row === null) throw notFound(`There is no channel ${id}. GET /api/v1/channels lists those there are.`);
  return toChannel(row);
}

export const simulators = () =>
  conflict("simulator-channel", "This channel is the simulator's own and never leaves this installation; create another one for a number.");

/** @throws ApiError 422 */
export function checkCountry(code: string): void {
  if (!isCountry(code))
    throw invalidField(["default_country"], `${code} is no country that has phone numbers; use its two letters of ISO 3166, such as BR`);
}

/** No word can mean both. @throws ApiError 422 */
export function checkConsentWords({ optOut, optIn }: { optOut: readonly string[]; optIn: readonly string[] }): void {
  const out = new Set(optOut.map(fold));
  const both = optIn.find((word) => out.has(fold(word)));
  if (both !== undefined) throw invalidField(["opt_in_words"], `"${both}" is among the words that opt out, too`);
}

/** Keeps the flows that a channel begins from vanishing until the transaction ends. @throws ApiError 422 */
export async function checkFlows(db: Db, wanted: Partial<Record<"default_flow_id" | "rescue_flow_id", number | null | undefined>>) {
  for (const [field, flowId] of Object.entries(wanted)) if (flowId != null) await checkFlow(db, field, flowId);
}

async function checkFlow(db: Db, field: string, flowId: number): Promise<void> {
  // SQL, because Prisma takes no locks.
  const { rows } = await db.query<{ archived: boolean }>(
    "SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR KEY SHARE",
    [flowId],
  );
  const flow = rows[0];
  if (flow === undefined) throw invalidField([field], `there is no flow ${flowId}; GET /api/v1/flows lists those there are`);
  if (flow.archived) throw invalidField([field], `flow ${flowId} is archived and starts nothing; choose another`);
}
