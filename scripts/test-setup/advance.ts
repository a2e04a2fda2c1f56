import { afterAll, beforeEach } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { startTestServer } from "./server.ts";

/** A channel whose contacts write and are advanced by the caller; nothing is sent, and no job runs. Call it at the top of the file. */
export async function startAdvancing() {
  const server = await startTestServer();
  const { advance, createAdvancer } = await import("#server/advance/advance");
  const channelId = await server.channel({ phoneNumberId: "1001" });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.rows("DELETE FROM contacts");
    await server.rows("DELETE FROM pgboss.job");
  });

  let phone = 5_511_900_000_000;
  const write = (contactId: number, ...texts: string[]) =>
    server.rows(
      `INSERT INTO mailbox (contact_id, kind, payload)
        SELECT $1, 'message_received', jsonb_build_object('message',
          jsonb_build_object('id', gen_random_uuid(), 'type', 'text', 'text', text))
       FROM unnest($2::text[]) WITH ORDINALITY AS t (text, n) ORDER BY n`,
      [contactId, texts],
    );
  return {
    server,
    channelId,
    /** One transaction's worth of it. */
    advance: (...contactIds: number[]) => advance(contactIds, { sendBy: "job" }),
    /** As a worker does it: again and again, until everything has been heard. */
    advanceAll: (...contactIds: number[]) => createAdvancer({ sender() {}, timers() {} })(contactIds),
    /** What the next message of a contact begins. */
    async answerWith(graph: FlowGraph): Promise<{ flowId: number; versionId: number }> {
      const published = await server.publish(graph);
      await server.rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, published.flowId]);
      return published;
    },
    /** Somebody new, who has written this. */
    async contact(...texts: string[]): Promise<number> {
      phone += 1;
      const [row] = await server.rows<{ id: number }>(
        "INSERT INTO contacts (channel_id, wa_id, last_inbound_at) VALUES ($1, $2, now()) RETURNING id",
        [channelId, String(phone)],
      );
      const id = row?.id ?? NaN;
      await write(id, ...texts);
      return id;
    },
    write,
    said: async (contactId: number) =>
      (
        await server.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [
          contactId,
        ])
      ).map((row) => row.text),
    executions: (contactId: number) =>
      server.rows<{ id: number; status: string; seq: number; flow_version_id: number; reason: string | null }>(
        "SELECT id, status, seq, flow_version_id, reason FROM executions WHERE contact_id = $1 ORDER BY id",
        [contactId],
      ),
    unprocessed: async (contactId: number) =>
      (await server.rows("SELECT id FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [contactId])).length,
    jobs: async (name: string) =>
      (await server.rows<{ data: unknown }>("SELECT data FROM pgboss.job WHERE name = $1 ORDER BY created_on", [name])).map(
        (row) => row.data,
      ),
  };
}
