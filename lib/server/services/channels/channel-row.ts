import { invalidField, notFound } from "../../platform/api-error.ts";
import type { Db } from "../../platform/db.ts";
import type { ChannelResponse } from "#lib/api/channels.ts";

export interface ChannelRow extends Omit<ChannelResponse, "paused_until" | "created_at" | "simulated"> {
  paused_until: Date | null;
  created_at: Date;
}

/** The columns that may leave the server; the token itself is never read here. */
export const CHANNEL_COLUMNS =
  "id, name, phone_number_id, display_phone_number, status, default_flow_id, access_token_encrypted IS NOT NULL AS has_access_token, paused_until, paused_reason, created_at";

export function toChannel(row: ChannelRow): ChannelResponse {
  return {
    ...row,
    simulated: !row.has_access_token,
    paused_until: row.paused_until?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/** @throws ApiError 404 */
export async function readChannel(db: Db, id: number): Promise<ChannelResponse> {
  const { rows } = await db.query<ChannelRow>(`SELECT ${CHANNEL_COLUMNS} FROM channels WHERE id = $1`, [id]);
  const row = rows[0];
  if (row === undefined) throw notFound(`There is no channel ${id}. GET /api/v1/channels lists those there are.`);
  return toChannel(row);
}

/** Keeps the flow from vanishing until the transaction ends. @throws ApiError 422 */
export async function checkDefaultFlow(db: Db, flowId: number): Promise<void> {
  const { rows } = await db.query<{ archived: boolean }>(
    "SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR KEY SHARE",
    [flowId],
  );
  const flow = rows[0];
  if (flow === undefined) throw invalidField(["default_flow_id"], `there is no flow ${flowId}; GET /api/v1/flows lists those there are`);
  if (flow.archived) throw invalidField(["default_flow_id"], `flow ${flowId} is archived and starts nothing; choose another`);
}
