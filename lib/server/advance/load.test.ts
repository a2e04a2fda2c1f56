import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
});

test.each(["nothing has been processed yet", "nearly all has been processed"])("a turn is read from what is unprocessed, and never from a contact's whole history, also when %s", async (when) => {
  await server.rows("INSERT INTO contacts (channel_id, wa_id) SELECT $1, '55118' || n FROM generate_series(1, 100) n", [channelId]);
  await server.rows("INSERT INTO mailbox (contact_id, kind, payload) SELECT c.id, 'message_received', '{}' FROM contacts c, generate_series(1, 100)");
  if (when.startsWith("nearly")) await server.rows("UPDATE mailbox SET processed_at = now() WHERE id % 100 <> 0");
  await server.rows("VACUUM ANALYZE mailbox");
  const read = "SELECT id FROM mailbox WHERE contact_id = c.id AND processed_at IS NULL ORDER BY kind = 'message_received', id LIMIT 200";
  const plan = await server.rows(`EXPLAIN SELECT FROM contacts c CROSS JOIN LATERAL (${read}) b WHERE c.id = ANY('{1,2,3}'::bigint[])`);
  expect(JSON.stringify(plan)).toContain("mailbox_unprocessed_idx");
});
