import type pg from "pg";
import type { z } from "zod";
import type { MessageResponse, writeMessageBody } from "#lib/api/messages.ts";
import { WINDOW_MARGIN_SECONDS, WINDOW_SECONDS } from "#lib/engine/validate/window.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { endConversation } from "../../contacts/end-conversation.ts";
import { noContact, optedOut } from "../../contacts/refusals.ts";
import { type Once, unkeyed } from "../../http/idempotency.ts";
import { conflict } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { lockContacts } from "../../state/lock.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { readWritten } from "./read-messages.ts";

type WriteMessage = z.output<typeof writeMessageBody>;

/**
 * A person writes to a contact: a row in the outbox, behind what is queued there already, sent as it is. The open execution waits on or is
 * ended, as they say; the message stands in its conversation either way.
 * @throws ApiError 404, 409 (opted out, window closed, an execution is open and nothing is said of it, nobody to reach, no active channel)
 */
export async function writeMessage(actor: Actor, contactId: number, body: WriteMessage, once: Once = unkeyed): Promise<MessageResponse> {
  allow(actor, "contacts:write");
  return inTransaction((client) => once(client, contactId, () => writeInTurn(client, actor, contactId, body)));
}

async function writeInTurn(client: pg.PoolClient, actor: Actor, contactId: number, body: WriteMessage): Promise<MessageResponse> {
  // Whatever a flow says is queued under this lock too, so the order of ids is the order of the commits.
  await lockContacts(client, [contactId]);
  const { channelId, executionId, flowName } = await readReachable(client, contactId);
  if (executionId !== null && body.execution === undefined)
    throw conflict(
      "execution-open",
      `This contact is in a conversation with the flow "${flowName}" (execution ${executionId}): say what becomes of it, "execution": "leave" or "end".`,
      { execution_id: executionId },
    );
  if (executionId !== null && body.execution === "end") await endConversation(client, actor, contactId);
  const { rows } = await client.query<{ id: number }>(
    // Written now, and not when the transaction began, which may have waited for the lock while the contact wrote.
    `INSERT INTO messages (channel_id, contact_id, execution_id, written_by, direction, type, text, data, status, created_at)
     VALUES ($1, $2, $3, $4, 'outbound', $5, $6, $7, 'queued', statement_timestamp()) RETURNING id`,
    [channelId, contactId, executionId, actor.id, body.type, body.text, JSON.stringify(body.data)],
  );
  const id = rows[0]?.id ?? NaN;
  await audit(client, actor, "contact.written", "contact", contactId, {
    message_id: id,
    ...(executionId !== null && { execution_id: executionId, execution: body.execution ?? null }),
  });
  await enqueue(client, "send", [{ contactIds: [contactId] }]);
  return readWritten(client, id);
}

interface Reachable {
  channelId: number;
  executionId: number | null;
  flowName: string;
}

/** @throws ApiError 404, 409 */
async function readReachable(client: pg.PoolClient, contactId: number): Promise<Reachable> {
  // SQL, because the database's clock says when the window closes. The row is kept from being erased or merged by the lock that is held.
  const { rows } = await client.query<{
    channel_id: number;
    channel_status: string;
    is_reachable: boolean;
    is_silenced: boolean;
    last_inbound_at: Date | null;
    is_window_open: boolean | null;
    execution_id: number | null;
    flow_name: string | null;
  }>(
    `SELECT c.channel_id, ch.status AS channel_status, c.wa_id IS NOT NULL OR c.user_id IS NOT NULL AS is_reachable,
       c.is_silenced, c.last_inbound_at,
       c.last_inbound_at > now() - make_interval(secs => ${WINDOW_SECONDS - WINDOW_MARGIN_SECONDS}) AS is_window_open,
       e.id AS execution_id, f.name AS flow_name
     FROM contacts c JOIN channels ch ON ch.id = c.channel_id
     LEFT JOIN executions e ON e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL}
     LEFT JOIN flows f ON f.id = e.flow_id WHERE c.id = $1`,
    [contactId],
  );
  const [row] = rows;
  if (row === undefined) throw noContact(contactId);
  if (row.channel_status !== "active")
    throw conflict("channel-not-active", "Nothing is sent from this contact's channel: it is not set up, or not any more.");
  if (!row.is_reachable) throw conflict("unreachable", "This contact's number is somebody else's by now, and no other is known.");
  if (row.is_silenced) throw optedOut();
  if (row.is_window_open !== true)
    throw conflict(
      "window-closed",
      row.last_inbound_at === null
        ? "This contact has never written: WhatsApp lets nobody write first but by a template."
        : `This contact last wrote at ${row.last_inbound_at.toISOString()}, and WhatsApp takes only templates 24 hours later: wait until they write.`,
    );
  return { channelId: row.channel_id, executionId: row.execution_id, flowName: row.flow_name ?? "" };
}
