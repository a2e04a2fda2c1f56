import { conflict } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { callersOf, readCallers } from "../../flows/callers.ts";
import { channelsOfFlow } from "../../flows/channels-of-flow.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { missing } from "../../flows/flow-row.ts";

/**
 * Puts a flow away: it leaves the lists and starts nothing any more; conversations in it go on to their end.
 * @throws ApiError 404, 409 while it is the flow of a channel, or while another flow begins it
 */
export async function archiveFlow(actor: Actor, id: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    if (await lockAndSeeArchived(client, id)) return;
    await refuseIfAnswering(client, id);
    await refuseIfBegun(client, id);
    await archiveLocked(client, actor, id);
  });
}

/** The same for a flow whose row is locked, that is not archived yet and is the flow of no channel. */
export async function archiveLocked(db: Db, actor: Actor, id: number): Promise<void> {
  await prisma(db).flow.updateMany({ where: { id }, data: { archivedAt: new Date() } });
  // Of the simulator's channels, and of those on which no flow runs.
  await prisma(db).channel.updateMany({ where: { defaultFlowId: id }, data: { defaultFlowId: null } });
  await audit(db, actor, "flow.archived", "flow", id);
}

/**
 * A flow is not taken away from under a channel: its contacts would write to nobody, and what replies to them instead is an
 * administrator's to choose. A channel without a flow of its own counts for the one that replies there in its stead.
 * @throws ApiError 409 that names the channels
 */
export async function refuseIfAnswering(db: Db, id: number): Promise<void> {
  const channels = await channelsOfFlow(db, id);
  if (channels.length === 0) return;
  const named = channels
    .slice(0, MOST_NAMED)
    .map((channel) => `"${channel.name}" (PATCH /api/v1/channels/${channel.id})`)
    .join(", ");
  const more = channels.length > MOST_NAMED ? ` and on ${channels.length - MOST_NAMED} more` : "";
  const instead = channels.every((channel) => channel.own) ? "" : ", or another WORKFLOW_DEFAULT_FLOW_ID";
  throw conflict(
    "answers-on-channel",
    `Flow ${id} answers who writes on ${named}${more}. Choose another flow there${instead}, then put this flow away.`,
  );
}

/**
 * Nor is it from under a published flow that begins it, whose contacts would find nothing there. Of those that are being drawn their
 * issues tell. @throws ApiError 409 that names the flows
 */
export async function refuseIfBegun(db: Db, id: number): Promise<void> {
  const callers = callersOf(await readCallers(db), id);
  if (callers.length === 0) return;
  const named = callers.slice(0, MOST_NAMED).map((flow) => `"${flow.name}" (${flow.id})`);
  const more = callers.length > MOST_NAMED ? ` and ${callers.length - MOST_NAMED} more` : "";
  throw conflict(
    "begun-by-flow",
    `Flow ${id} is begun by ${named.join(", ")}${more}. Publish ${callers.length === 1 ? "that one" : "those"} without it, then put this flow away.`,
  );
}

const MOST_NAMED = 5;

/**
 * Brings an archived flow back to the lists; one that is not archived stays as it is.
 * @throws ApiError 404
 */
export async function restoreFlow(actor: Actor, id: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    if (!(await lockAndSeeArchived(client, id))) return;
    await prisma(client).flow.updateMany({ where: { id }, data: { archivedAt: null } });
    await audit(client, actor, "flow.restored", "flow", id);
  });
}

/** Locks the flow's row: no channel can take it meanwhile (`checkDefaultFlow`). @throws ApiError 404 */
async function lockAndSeeArchived(db: Db, id: number): Promise<boolean> {
  // SQL, because Prisma takes no locks.
  const { rows } = await db.query<{ archived: boolean }>("SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR UPDATE", [
    id,
  ]);
  return (rows[0] ?? missing(id)).archived;
}
