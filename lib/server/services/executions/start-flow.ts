import type { Context } from "#lib/engine/types.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { advanceLocked, WEB_MAILBOX_LIMIT } from "../../advance/advance.ts";
import { reserveExecutionIds } from "../../advance/execution-ids.ts";
import { audit } from "../../platform/audit.ts";
import { append } from "../../state/entries.ts";
import { lockContacts } from "../../state/lock.ts";
import { inTransaction, pool, type Db } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { resolveContacts, retryWithFreshContacts } from "../../contacts/resolve.ts";

interface StartFlow {
  /** Whom the audit log names. */
  actor: { id: string };
  flowId: number;
  /** Digits without +, as `normalizePhone` gives them. */
  waId: string;
  context: Context;
  /** Null: the first active one, those that leave for Meta before simulated ones; never one of the simulator's. */
  channelId?: number | null;
  /** See `ExecutionState`. */
  hops?: number;
}

interface StartedFlow {
  executionId: number;
  /** What the execution rests on after its first nodes have run. */
  status: string;
  contactId: number;
}

/** The flow, its published version or the channel is not there; `code` says which. */
export class StartFlowError extends Error {
  override name = "StartFlowError";
  readonly code: "flow_not_found" | "flow_archived" | "flow_not_published" | "channel_not_found";
  constructor(code: StartFlowError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Starts a flow for a contact and runs its first nodes before it returns; what they send is sent by the worker.
 * A conversation that the contact has open ends as `cancelled`, because one contact has one conversation.
 * @throws StartFlowError
 */
export async function startFlow({ actor, flowId, waId, context, channelId, hops }: StartFlow): Promise<StartedFlow> {
  const flowVersionId = await publishedVersion(flowId);
  const channel = await chooseChannel(channelId ?? null);
  return retryWithFreshContacts(async () =>
    start(await findOrCreateContact(channel, waId), { actor, flowId, flowVersionId, context, hops }),
  );
}

async function start(
  contactId: number,
  { actor, flowId, flowVersionId, context, hops }: Pick<StartFlow, "actor" | "flowId" | "context" | "hops"> & { flowVersionId: number },
): Promise<StartedFlow> {
  return inTransaction(async (client) => {
    await lockContacts(client, [contactId]);
    const ids = await reserveExecutionIds(client, 1);
    const executionId = ids.next();
    const event = {
      type: "execution_started",
      execution_id: executionId,
      flow_id: flowId,
      flow_version_id: flowVersionId,
      context,
      ...(hops !== undefined && hops > 0 && { hops }),
    } as const;
    await append(client, [{ contactId, executionId, event }]);
    await advanceLocked(client, [contactId], { sendBy: "job", mailboxLimit: WEB_MAILBOX_LIMIT });
    await audit(client, actor, "execution.started", "execution", executionId, { flow_id: flowId });
    const started = await prisma(client).execution.findUnique({ where: { id: executionId }, select: { status: true } });
    return { executionId, status: started?.status ?? "running", contactId };
  });
}

async function publishedVersion(flowId: number): Promise<number> {
  const flow = await prisma().flow.findUnique({ where: { id: flowId }, select: { publishedVersionId: true, archivedAt: true } });
  if (flow === null) throw new StartFlowError("flow_not_found", `There is no flow ${flowId}.`);
  if (flow.archivedAt !== null)
    throw new StartFlowError(
      "flow_archived",
      `Flow ${flowId} is archived and starts nothing any more: restore it in the console's list of flows, or start another.`,
    );
  if (flow.publishedVersionId === null)
    throw new StartFlowError("flow_not_published", `Flow ${flowId} has not been published yet: publish it, then start it.`);
  return flow.publishedVersionId;
}

async function chooseChannel(channelId: number | null): Promise<number> {
  // SQL, because Prisma cannot order by whether there is a token.
  const { rows } = await pool().query<{ id: number }>(
    `SELECT ch.id FROM channels ch WHERE ch.status = 'active'
       AND CASE WHEN $1::int IS NULL THEN NOT ${isTestChannelSql("ch")} ELSE ch.id = $1 END
     ORDER BY (ch.access_token_encrypted IS NULL), ch.id LIMIT 1`,
    [channelId],
  );
  const [channel] = rows;
  if (channel === undefined)
    throw new StartFlowError(
      "channel_not_found",
      channelId === null ? "There is no active channel." : `There is no active channel ${channelId}.`,
    );
  return channel.id;
}

/** The number as given may be written otherwise at Meta (ninth digit); a contact known by such a variant is the same person. */
async function findOrCreateContact(channelId: number, waId: string): Promise<number> {
  const known = await findContact(pool(), channelId, lookupVariants(waId));
  if (known !== null) return known;
  const created = await resolveContacts([{ channelId, waId, userId: null }]);
  const [id] = created.values();
  if (id === undefined) throw new Error("resolveContacts answered nothing");
  return id;
}

async function findContact(db: Db, channelId: number, waIds: string[]): Promise<number | null> {
  // SQL, because Prisma cannot order by what is asked for.
  const { rows } = await db.query<{ id: number }>(
    "SELECT id FROM contacts WHERE channel_id = $1 AND wa_id = ANY($2) ORDER BY array_position($2, wa_id) LIMIT 1",
    [channelId, waIds],
  );
  return rows[0]?.id ?? null;
}
