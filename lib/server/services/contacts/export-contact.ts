import type { z } from "zod";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { limitExports } from "../../platform/rate-limits.ts";
import { redactSecrets } from "../../platform/redact.ts";
import { mentionsContactSql } from "./mentions-contact.ts";
import { noContact } from "../../contacts/refusals.ts";
import type { contactExport } from "#lib/api/contacts.ts";

type Rows = Record<string, unknown>[];

/**
 * Everything that is kept about a contact, as one moment had it, for the person to have; without what looks like the
 * installation's own credentials in requests and responses of others. SQL, because whatever columns a table has belong into it. @throws
 * ApiError 404, 429
 */
export async function exportContact(actor: Actor, id: number): Promise<z.output<typeof contactExport>> {
  allow(actor, "contacts:export");
  await limitExports(actor);
  return inTransaction(async (client) => {
    await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const read = async (sql: string): Promise<Rows> =>
      (await client.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(x) AS row FROM (${sql}) x`, [id])).rows.map(({ row }) => row);
    const [contact] = await read(
      "SELECT c.*, ch.name AS channel, ch.display_phone_number FROM contacts c JOIN channels ch ON ch.id = c.channel_id WHERE c.id = $1",
    );
    if (contact === undefined) throw noContact(id);
    const messages = await read(
      `SELECT m.*, (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'channel_id' ORDER BY s.at), '[]') FROM message_status_events s
                    WHERE s.channel_id = m.channel_id AND (s.wamid = m.wamid OR s.opaque = coalesce(m.opaque, m.id::text))) AS statuses
       FROM messages m WHERE m.contact_id = $1 ORDER BY m.id`,
    );
    const media = await read(
      `SELECT f.id, f.message_id, f.kind, f.status, f.reason, f.mime_type, f.filename, f.size, f.sha256, f.created_at,
              '/api/v1/media/' || f.id AS href
       FROM media f JOIN messages m ON m.id = f.message_id WHERE m.contact_id = $1 ORDER BY f.message_id`,
    );
    const executions = await read(
      // Not what the addresses are made of that call a conversation back: of two columns of one name the last is what becomes JSON.
      `SELECT e.*, e.state - 'callbackKey' AS state, f.name AS flow, v.number AS flow_version,
              (SELECT coalesce(jsonb_agg(to_jsonb(l) - 'execution_id' ORDER BY l.seq), '[]') FROM execution_log l
                WHERE l.execution_id = e.id) AS log
       FROM executions e LEFT JOIN flows f ON f.id = e.flow_id LEFT JOIN flow_versions v ON v.id = e.flow_version_id
       WHERE e.contact_id = $1 ORDER BY e.id`,
    );
    const formerIds = await read("SELECT former_id, until FROM contact_former_ids WHERE contact_id = $1 ORDER BY until, former_id");
    const mailbox = await read("SELECT * FROM mailbox WHERE contact_id = $1 ORDER BY id");
    const earlyChanges = await read("SELECT * FROM early_changes WHERE contact_id = $1 ORDER BY at");
    const scheduledActions = await read("SELECT * FROM scheduled_actions WHERE contact_id = $1 ORDER BY id");
    const calls = (await read("SELECT * FROM calls WHERE contact_id = $1 ORDER BY id")).map((call) => ({
      ...call,
      request: redactSecrets(call.request),
      result: redactSecrets(call.result),
    }));
    const webhookItems = await read(
      `SELECT w.* FROM contacts c JOIN webhook_items w ON ${mentionsContactSql} WHERE c.id = $1 ORDER BY w.id`,
    );
    const idempotencyKeys = await read("SELECT * FROM idempotency_keys WHERE contact_id = $1 ORDER BY at");
    const flowTests = await read("SELECT * FROM flow_tests WHERE contact_id = $1 ORDER BY id");
    const numbers = typeof contact["wa_id"] === "string" ? lookupVariants(contact["wa_id"]) : [];
    const { rows: refusedImports } = await client.query<Record<string, unknown>>(
      "SELECT import_id, row, cells, problems FROM contact_import_refusals WHERE wa_id = ANY($1) ORDER BY import_id, row",
      [numbers],
    );
    await audit(client, actor, "contact.exported", "contact", id);
    return {
      exported_at: new Date().toISOString(),
      contact,
      former_ids: formerIds,
      messages: messages.map((message) => ({ ...message, error: redactSecrets(message.error) })),
      media,
      executions,
      mailbox,
      early_changes: earlyChanges,
      scheduled_actions: scheduledActions,
      calls,
      ai_calls: calls.filter((call) => "effect" in call && call.effect === "complete_ai"),
      webhook_items: webhookItems,
      idempotency_keys: idempotencyKeys,
      flow_tests: flowTests,
      refused_imports: refusedImports,
    };
  });
}
