import { invalidField, notFound } from "../../platform/api-error.ts";
import type { Db } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { fill } from "#lib/i18n/message.ts";
import { settingsEn } from "#lib/i18n/messages/settings.en.ts";
import { isCountry } from "../../platform/phone-number.ts";
import { channel, type ChannelResponse } from "#lib/api/channels.ts";

/** What may leave the server; of the token only whether there is one. */
export function toChannel(row: Prisma.ChannelModel): ChannelResponse {
  const simulated = row.accessTokenEncrypted === null;
  return {
    id: row.id,
    name: row.name,
    phone_number_id: row.phoneNumberId,
    display_phone_number: row.displayPhoneNumber,
    status: channel.shape.status.parse(row.status),
    default_flow_id: row.defaultFlowId,
    default_country: row.defaultCountry,
    has_access_token: !simulated,
    simulated,
    ...pauseOf(row),
    created_at: row.createdAt.toISOString(),
  };
}

/** Messages that were refused are tried again within this after a pause; the fault stays in sight that long. */
const TRIED_AGAIN_MS = 600_000;

function pauseOf({ pausedUntil, pausedCode, pausedReason }: Prisma.ChannelModel) {
  const shown = pausedCode === "throttled" ? 0 : TRIED_AGAIN_MS;
  if (pausedUntil === null || pausedUntil.getTime() + shown < Date.now())
    return { paused_until: null, paused_code: null, paused_reason: null, paused_detail: null };
  const code = channel.shape.paused_code.safeParse(pausedCode).data ?? null;
  const said = pausedReason ?? "";
  return {
    paused_until: pausedUntil.toISOString(),
    paused_code: code,
    paused_reason: code === null ? said : fill(settingsEn[`check_${code}`], "en", { said }),
    paused_detail: said,
  };
}

/** @throws ApiError 404 */
export async function readChannel(db: Db, id: number): Promise<ChannelResponse> {
  const row = await prisma(db).channel.findUnique({ where: { id } });
  if (row === null) throw notFound(`There is no channel ${id}. GET /api/v1/channels lists those there are.`);
  return toChannel(row);
}

/** @throws ApiError 422 */
export function checkCountry(code: string): void {
  if (!isCountry(code))
    throw invalidField(["default_country"], `${code} is no country that has phone numbers; use its two letters of ISO 3166, such as BR`);
}

/** Keeps the flow from vanishing until the transaction ends. @throws ApiError 422 */
export async function checkDefaultFlow(db: Db, flowId: number): Promise<void> {
  // SQL, because Prisma takes no locks.
  const { rows } = await db.query<{ archived: boolean }>(
    "SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR KEY SHARE",
    [flowId],
  );
  const flow = rows[0];
  if (flow === undefined) throw invalidField(["default_flow_id"], `there is no flow ${flowId}; GET /api/v1/flows lists those there are`);
  if (flow.archived) throw invalidField(["default_flow_id"], `flow ${flowId} is archived and starts nothing; choose another`);
}
