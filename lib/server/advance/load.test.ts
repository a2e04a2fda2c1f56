import { afterAll, beforeEach, expect, test } from "vitest";
import { echo } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer({ SIGA_ENV: "production", WORKFLOW_ENCRYPTION_KEY: "0f".repeat(32) });
const { loadContacts } = await import("./load.ts");
const { checkConnection } = await import("../services/channels/check-connection.ts");
// The demo, as the seed makes it: the first flow of all.
const { flowId: demo } = await server.publish(echo);
const { flowId: chosen } = await server.publish(echo);
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
});

test.each(["nothing has been processed yet", "nearly all has been processed"])(
  "a turn is read from what is unprocessed, and never from a contact's whole history, also when %s",
  async (when) => {
    await server.rows("INSERT INTO contacts (channel_id, wa_id) SELECT $1, '55118' || n FROM generate_series(1, 100) n", [channelId]);
    await server.rows(
      "INSERT INTO mailbox (contact_id, kind, payload) SELECT c.id, 'message_received', '{}' FROM contacts c, generate_series(1, 100)",
    );
    if (when.startsWith("nearly")) await server.rows("UPDATE mailbox SET processed_at = now() WHERE id % 100 <> 0");
    await server.rows("VACUUM ANALYZE mailbox");
    const read = "SELECT id FROM mailbox WHERE contact_id = c.id AND processed_at IS NULL ORDER BY kind = 'message_received', id LIMIT 200";
    const plan = await server.rows(`EXPLAIN SELECT FROM contacts c CROSS JOIN LATERAL (${read}) b WHERE c.id = ANY('{1,2,3}'::bigint[])`);
    expect(JSON.stringify(plan)).toContain("mailbox_unprocessed_idx");
  },
);

test.each([
  ["a number that was given its token in the console answers nothing", "test-token", null, null],
  ["a simulated one answers with the demo", null, null, demo],
  ["whichever has a flow of its own answers with that", "test-token", chosen, chosen],
])(
  "in production, where nobody chose a default flow: %s, and the check of its connection says the same",
  async (name, token, flowId, answers) => {
    const id = await server.channel({ phoneNumberId: name.replaceAll(" ", "-").slice(0, 60), token, flowId });
    const [contact] = await server.rows<{ id: number }>(
      "INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990001') RETURNING id",
      [id],
    );
    await server.rows(
      `INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', '{"message":{"id":"w","type":"text","text":"oi"}}')`,
      [contact?.id],
    );
    const [loaded] = await loadContacts(server.db, [contact?.id ?? 0]);
    expect(loaded?.defaultVersion?.flowId ?? null).toBe(answers);
    const found = (await checkConnection({ id: "user:1", role: "admin" }, id)).map(({ code }) => code);
    expect(found).toContain(answers === null ? "flow_none" : "flow_ready");
  },
);
