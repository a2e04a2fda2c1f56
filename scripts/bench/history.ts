import { step } from "../progress.ts";
import type { Stack } from "./stack.ts";

const EXECUTIONS = 1_000_000;
const MESSAGES_EACH = 5;
const CONTACTS = 200_000;
const CHUNK = 100_000;

/** A year or so of conversations that are over: 1,000,000 executions with their messages, visits and processed mailbox. */
export async function preloadHistory(stack: Stack, channelId: number, flow: { flowId: number; versionId: number }): Promise<void> {
  await step(
    `${EXECUTIONS.toLocaleString("en-US")} finished executions and ${(EXECUTIONS * MESSAGES_EACH).toLocaleString("en-US")} messages`,
    async () => {
      await stack.db.query(
        `INSERT INTO contacts (channel_id, wa_id, name, last_inbound_at)
          SELECT $1, '5541' || (900000000 + n), 'Contato ' || n, now() - interval '30 days' FROM generate_series(1, $2) AS n`,
        [channelId, CONTACTS],
      );
      const { rows } = await stack.db.query<{ first: number }>("SELECT min(id)::int AS first FROM contacts WHERE wa_id LIKE '5541%'");
      const state = JSON.stringify({
        status: "completed",
        nodeId: "stop",
        context: { last_message: "obrigado", contact: { name: "Ana", phone: "5541900000000" } },
        waitingFor: null,
        visitCount: 3,
        reason: null,
      });
      for (let from = 0; from < EXECUTIONS; from += CHUNK) {
        await stack.db.query(
          `WITH execution AS (
           INSERT INTO executions (contact_id, flow_id, flow_version_id, status, node_id, state, seq, started_at, ended_at)
           SELECT $1::int + (n % ${CONTACTS}), $2, $3, 'completed', 'stop', $4, 2, now() - interval '30 days', now() - interval '30 days'
             FROM generate_series($6::int, $6::int + ${CHUNK - 1}) AS n RETURNING id, contact_id
         ), visits AS (
           INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, exit, changes, at)
             SELECT id, seq, 'say', 'send_message', 'message_received', 'left', 'next', '{}', now() - interval '30 days'
               FROM execution, generate_series(1, 3) AS seq
         ), mail AS (
           INSERT INTO mailbox (contact_id, kind, payload, execution_id, processed_at)
             SELECT contact_id, 'message_received', '{"message":{"id":"w","type":"text","text":"obrigado"}}', id, now() - interval '30 days'
               FROM execution, generate_series(1, 2)
         )
         INSERT INTO messages (channel_id, contact_id, execution_id, visit_seq, direction, wamid, type, text, status, created_at)
         SELECT $5, contact_id, id, n, CASE n % 2 WHEN 0 THEN 'inbound' ELSE 'outbound' END,
              'wamid.old.' || id || '.' || n, 'text', 'mensagem de antes',
              CASE n % 2 WHEN 0 THEN 'received' ELSE 'read' END, now() - interval '30 days'
         FROM execution, generate_series(1, ${MESSAGES_EACH}) AS n`,
          [rows[0]?.first ?? 0, flow.flowId, flow.versionId, state, channelId, from],
        );
      }
      await stack.db.query("VACUUM ANALYZE");
      await stack.db.query("CHECKPOINT");
    },
  );
}
