import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Context } from "#lib/engine/types.ts";
import { tapsOf } from "#lib/whatsapp/outgoing/registry.ts";
import { ApiError, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { lockContacts } from "../../state/lock.ts";
import { resetLocked } from "../../contacts/reset-contact.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { readFlow } from "../../flows/flow-row.ts";
import { sign, webhookSecret } from "../../platform/signature.ts";
import { simulatorNumber } from "../../flows/test-channel.ts";
import { simulatorChannel, simulatorWaId } from "./number.ts";
import type { saySimulationBody, saySimulationResponse, SimulationResponse } from "#lib/api/simulation.ts";

/** The handler of POST /webhook/whatsapp, handed in because the server's code does not know the web's. */
type Webhook = (request: Request) => Promise<Response>;

/**
 * Says something to the published flow the way a contact does: a signed webhook, stored and queued, which a worker takes from
 * there. The answers are read with `readSimulation`.
 * @throws ApiError 404 (also: nothing there to tap), 409 (archived, not published), 502 (the webhook refused it; says why)
 */
export async function saySimulation(
  actor: Actor,
  flowId: number,
  { text, tap, name }: z.output<typeof saySimulationBody>,
  webhook: Webhook,
): Promise<z.output<typeof saySimulationResponse>> {
  allow(actor, "executions:write");
  const { phoneNumberId } = await simulatorChannel(flowId);
  const wamid = `wamid.SIMULATOR.${randomUUID()}`;
  const waId = simulatorWaId(actor);
  const content = tap === undefined ? { type: "text", text: { body: text } } : await tapOn(actor, flowId, tap);
  const message = { from: waId, id: wamid, timestamp: String(Math.floor(Date.now() / 1000)), ...content };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "999", phone_number_id: phoneNumberId },
    contacts: [{ wa_id: waId, ...(name === undefined ? {} : { profile: { name } }) }],
    messages: [message],
  };
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "simulator", changes: [{ field: "messages", value }] }],
  });
  const headers = { "content-type": "application/json", "x-hub-signature-256": sign(webhookSecret(), body) };
  const response = await webhook(new Request("http://localhost/webhook/whatsapp", { method: "POST", headers, body }));
  if (!response.ok)
    throw new ApiError(502, `The webhook refused the message (${response.status}): ${await response.text()}`, { code: "webhook-refused" });
  return { wamid };
}

/** What Meta posts when the contact taps this in a message that the flow sent them. */
async function tapOn(
  actor: Actor,
  flowId: number,
  { message_id: messageId, id: tapId, values }: NonNullable<z.output<typeof saySimulationBody>["tap"]>,
): Promise<Record<string, unknown>> {
  const contactId = await findContact(actor, flowId);
  const sent = contactId === null ? null : await prisma().message.findFirst({ where: { id: messageId, contactId, direction: "outbound" } });
  const tap = sent && tapsOf({ type: sent.type, text: sent.text, data: sent.data as Context }).find(({ id }) => id === tapId);
  if (!sent || !tap) throw notFound(`There is nothing with the id "${tapId}" to tap in message ${messageId} of this conversation.`);
  // Nothing of a simulated channel has an id of Meta's: ours stands in.
  return { context: { from: "999", id: sent.wamid ?? `wamid.SIMULATOR.${sent.id}` }, ...(tap.fill?.sends(values ?? {}) ?? tap.sends) };
}

/** Messages a person reads at the simulator; the rest is on the contact's page. */
const MAX_MESSAGES = 200;

interface MessageRow {
  id: number;
  direction: "inbound" | "outbound";
  type: string;
  text: string;
  data: Context | null;
  status: string;
  wamid: string | null;
  node_id: string | null;
  created_at: Date;
}

/** The actor's own conversation with this flow through the pipeline. @throws ApiError 404 */
export async function readSimulation(actor: Actor, flowId: number, after: number): Promise<SimulationResponse> {
  allow(actor, "executions:read");
  const contactId = await findContact(actor, flowId);
  if (contactId === null) return { version: null, execution: null, visits: [], messages: [], waiting: 0 };
  const [messages, executions, waiting] = await Promise.all([
    pool().query<MessageRow>(
      `SELECT m.id, m.direction, m.type, m.text, m.data, m.status, m.wamid,
         CASE WHEN l.flow_version_id IS NULL THEN l.node_id END AS node_id, m.created_at
       FROM messages m LEFT JOIN execution_log l ON l.execution_id = m.execution_id AND l.seq = m.visit_seq
       WHERE m.contact_id = $1 AND m.id > $2 ORDER BY m.id DESC LIMIT $3`,
      [contactId, after, MAX_MESSAGES],
    ),
    pool().query<{ id: number; status: string; node_id: string | null; reason: string | null; context: Context; version: number | null }>(
      `SELECT e.id, e.status, e.node_id, e.reason, e.state -> 'context' AS context, v.number AS version
       FROM executions e LEFT JOIN flow_versions v ON v.id = e.flow_version_id WHERE e.contact_id = $1
       ORDER BY e.started_at DESC, e.id DESC LIMIT 1`,
      [contactId],
    ),
    prisma().mailboxEntry.count({ where: { contactId, processedAt: null } }),
  ]);
  const [newest] = executions.rows;
  const visits =
    newest === undefined
      ? []
      : (
          await prisma().executionLogEntry.findMany({
            // Of its own flow, whose canvas they light up.
            where: { executionId: newest.id, flowVersionId: null },
            orderBy: { seq: "desc" },
            take: 1_000,
            select: { seq: true, nodeId: true, transitionId: true, outcome: true },
          })
        )
          .reverse()
          .map(({ seq, nodeId, transitionId, outcome }) => ({ seq, node_id: nodeId, transition_id: transitionId, outcome }));
  const { version = null, ...execution } = newest ?? {};
  return {
    version,
    execution: newest === undefined ? null : (execution as Omit<typeof newest, "version">),
    visits,
    messages: messages.rows.reverse().map(({ created_at, ...row }) => ({ ...row, at: created_at.toISOString() })),
    waiting,
  };
}

/**
 * Ends what is open and drops what waits, so that the next message starts over. Returns the id of the last message so far.
 * @throws ApiError 404
 */
export async function restartSimulation(actor: Actor, flowId: number): Promise<{ after: number }> {
  allow(actor, "executions:write");
  const contactId = await findContact(actor, flowId);
  if (contactId === null) return { after: 0 };
  return inTransaction(async (client) => {
    await lockContacts(client, [contactId]);
    await resetLocked(client, actor, contactId);
    const last = await prisma(client).message.findFirst({ where: { contactId }, orderBy: { id: "desc" }, select: { id: true } });
    return { after: Number(last?.id ?? 0) };
  });
}

async function findContact(actor: Actor, flowId: number): Promise<number | null> {
  await readFlow(pool(), flowId);
  const contact = await prisma().contact.findFirst({
    where: { waId: simulatorWaId(actor), channel: { phoneNumberId: simulatorNumber(flowId) } },
    select: { id: true },
  });
  return contact === null ? null : Number(contact.id);
}
