import { invalidField, notFound } from "../../platform/api-error.ts";
import type { Db } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
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
    has_access_token: !simulated,
    simulated,
    paused_until: row.pausedUntil?.toISOString() ?? null,
    paused_reason: row.pausedReason,
    created_at: row.createdAt.toISOString(),
  };
}

/** @throws ApiError 404 */
export async function readChannel(db: Db, id: number): Promise<ChannelResponse> {
  const row = await prisma(db).channel.findUnique({ where: { id } });
  if (row === null) throw notFound(`There is no channel ${id}. GET /api/v1/channels lists those there are.`);
  return toChannel(row);
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
