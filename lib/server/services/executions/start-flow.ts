import type pg from "pg";
import type { z } from "zod";
import type { startResponse } from "#lib/api/start-flow.ts";
import { OPEN_STATUSES } from "#lib/engine/status.ts";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { Context } from "#lib/engine/types.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { advanceLocked, WEB_MAILBOX_LIMIT } from "../../advance/advance.ts";
import { reserveExecutionIds } from "../../advance/execution-ids.ts";
import { audit } from "../../platform/audit.ts";
import { type Once, unkeyed } from "../../http/idempotency.ts";
import { append } from "../../state/entries.ts";
import { lockContacts } from "../../state/lock.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { optedOut } from "../../contacts/refusals.ts";
import { ContactMovedError, resolveContacts, retryWithFreshContacts } from "../../contacts/resolve.ts";

interface StartFlow {
  /** Whom the audit log names. */
  actor: { id: string };
  flowId: number;
  /** Digits without +, with the country code. */
  waId: string;
  context: Context;
  /** Null: the first active one, those that leave for Meta before simulated ones; never one of the simulator's. */
  channelId?: number | null;
  /** See `ExecutionState`. */
  hops?: number;
  /** In whose hands it starts at most once. */
  once?: Once;
}

/** `status` is what the execution rests on after its first nodes have run. */
type StartedFlow = z.output<typeof startResponse>;

/** The flow, its published version or the channel is not there; `code` says which. */
export class StartFlowError extends Error {
  override name = "StartFlowError";
  readonly code: "flow_not_found" | "flow_archived" | "flow_not_published" | "channel_not_found" | "conversation_open";
  constructor(code: StartFlowError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Starts a flow for a contact and runs its first nodes before it returns; what they send is sent by the worker.
 * A conversation that the contact has open ends as `cancelled`, because one contact has one conversation; unless the flow has a trigger of
 * the type `api`, which says what becomes of it. One that suspends it begins the flow within it: the result is that execution.
 * @throws StartFlowError, ApiError 409 (they have opted out)
 */
export async function startFlow({ actor, flowId, waId, context, channelId, hops, once = unkeyed }: StartFlow): Promise<StartedFlow> {
  const flowVersionId = await publishedVersion(flowId);
  const channel = await chooseChannel(channelId ?? null);
  return retryWithFreshContacts(async () => {
    // Meta may write the number otherwise (ninth digit): a contact known by that form is the same person.
    const [contact] = await resolveContacts([{ channelId: channel.id, waId, userId: null, at: Date.now(), given: true }]);
    if (contact === undefined) throw new Error("resolveContacts returned nothing");
    return start(contact.contactId, { actor, waId, flowId, flowVersionId, context, hops, once });
  });
}

type StartInVersion = Pick<StartFlow, "actor" | "waId" | "flowId" | "context" | "hops"> & { flowVersionId: number };

async function start(contactId: number, { once, ...wanted }: StartInVersion & { once: Once }): Promise<StartedFlow> {
  return inTransaction((client) => once(client, contactId, () => startLocked(client, contactId, wanted)));
}

async function startLocked(client: pg.PoolClient, contactId: number, wanted: StartInVersion): Promise<StartedFlow> {
  const { actor, waId, flowId, flowVersionId, context, hops } = wanted;
  await lockContacts(client, [contactId]);
  // Whoever gave the number to somebody else has held the lock for it.
  const contact = await prisma(client).contact.findUnique({ where: { id: contactId }, select: { waId: true, isSilenced: true } });
  if (contact === null || !lookupVariants(waId).includes(contact.waId ?? "")) throw new ContactMovedError();
  if (contact.isSilenced) throw optedOut();
  const trigger = await apiTrigger(client, flowId);
  const where = { contactId, status: { in: [...OPEN_STATUSES] } };
  if (trigger?.on_open === "ignore" && (await prisma(client).execution.count({ where })) > 0)
    throw new StartFlowError(
      "conversation_open",
      "The contact is in a conversation, and the flow's API trigger leaves open conversations alone: nothing was started.",
    );
  const ids = await reserveExecutionIds(client, 1);
  const executionId = ids.next();
  const event = {
    type: "execution_started",
    execution_id: executionId,
    flow_id: flowId,
    flow_version_id: flowVersionId,
    context,
    ...(hops !== undefined && hops > 0 && { hops }),
    ...(trigger && { on_open: trigger.on_open, started_by: { type: trigger.type, trigger: trigger.id } }),
  } as const;
  await append(client, [{ contactId, executionId, event }]);
  await advanceLocked(client, [contactId], { sendBy: "job", mailboxLimit: WEB_MAILBOX_LIMIT });
  const select = { id: true, status: true } as const;
  const started =
    (await prisma(client).execution.findUnique({ where: { id: executionId }, select })) ??
    // Within what was open.
    (trigger?.on_open === "suspend"
      ? await prisma(client).execution.findFirst({ where: { contactId }, orderBy: [{ startedAt: "desc" }, { id: "desc" }], select })
      : null);
  const id = Number(started?.id ?? executionId);
  await audit(client, actor, "execution.started", "execution", id, { flow_id: flowId });
  return { execution_id: id, status: started?.status ?? "running", contact_id: contactId };
}

/** The flow's trigger of that type which comes first; none: it begins by requests as every flow does. */
async function apiTrigger(db: Db, flowId: number): Promise<Trigger | undefined> {
  const { triggers } = await triggersInForce(db);
  return triggers.entries.find((entry) => entry.flowId === flowId && entry.trigger.type === "api")?.trigger;
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

/** The channel to speak on. @throws StartFlowError */
export async function chooseChannel(channelId: number | null): Promise<{ id: number; defaultCountry: string | null }> {
  // SQL, because Prisma cannot order by whether there is a token.
  const { rows } = await pool().query<{ id: number; defaultCountry: string | null }>(
    `SELECT ch.id, ch.default_country AS "defaultCountry" FROM channels ch WHERE ch.status = 'active'
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
  return channel;
}
