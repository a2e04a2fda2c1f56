import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { startFakeGraph, type GraphReply } from "../fakes/graph-api.ts";
import type { GraphCall } from "../fakes/graph-call.ts";
import { startTestServer } from "./server.ts";

/** A channel whose outbox a sender empties into a fake Graph API. Call it at the top of the file. */
export async function startSending() {
  const graph = await startFakeGraph();
  const server = await startTestServer({ WORKFLOW_WHATSAPP_API_BASE_URL: graph.url });
  const { createSender } = await import("#server/effects/send_message/sender");
  const { resolveUnknownSends } = await import("#server/effects/send_message/outbox");
  const channelId = await server.channel({ phoneNumberId: "1001", token: "token of 1001" });
  let sender = createSender();
  const startAnother = () => {
    sender = createSender();
  };
  afterAll(async () => {
    await graph.close();
    await server.close();
  });
  beforeEach(async () => {
    await server.rows("WITH a AS (DELETE FROM message_status_events) DELETE FROM contacts");
    await server.rows("DELETE FROM pgboss.job");
    await server.rows("UPDATE channels SET paused_until = NULL");
    graph.calls.length = 0;
    graph.options.latencyMs = 0;
    delete graph.options.hold;
    delete graph.options.answer;
    startAnother();
  });
  afterEach(() => sender.stop());

  let phone = 5_511_900_000_000;
  const wake = (...contactIds: number[]) => sender.wake(contactIds);
  const queue = (contactId: number, ...texts: string[]) =>
    server.rows(
      `INSERT INTO messages (channel_id, contact_id, direction, type, status, text)
       SELECT $1, $2, 'outbound', 'text', 'queued', text FROM unnest($3::text[]) WITH ORDINALITY AS t (text, n) ORDER BY n`,
      [channelId, contactId, texts],
    );
  const messages = (contactId: number) =>
    server.rows<{
      id: number;
      text: string;
      status: string;
      wamid: string | null;
      attempts: number;
      error: { class: string; code: number | null } | null;
    }>("SELECT id, text, status, wamid, attempts, error FROM messages WHERE contact_id = $1 ORDER BY id", [contactId]);
  const statuses = async (contactId: number) => (await messages(contactId)).map((row) => row.status);
  const wakeJobs = () =>
    server.rows<{ data: { contactIds: number[] }; seconds: number }>(
      `SELECT data, round(extract(epoch FROM start_after - created_on))::int AS seconds FROM pgboss.job
        WHERE name = 'send' ORDER BY start_after`,
    );
  const soon = { interval: 10 };

  return {
    graph,
    server,
    channelId,
    wake,
    stop: () => sender.stop(),
    /** After the one before it has been stopped. */
    startAnother,
    /** Somebody new, for whom this is queued. */
    async contact(...texts: string[]): Promise<number> {
      phone += 1;
      const [row] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
        channelId,
        String(phone),
      ]);
      const id = row?.id ?? NaN;
      await queue(id, ...texts);
      return id;
    },
    /** Of whom `contact` made last. */
    phone: () => String(phone),
    queue,
    messages,
    statuses,
    wakeJobs,
    become: (contactId: number, ...expected: string[]) => expect.poll(() => statuses(contactId), soon).toEqual(expected),
    settled: (contactId: number) =>
      expect.poll(() => statuses(contactId), soon).not.toContainEqual(expect.stringMatching(/^(queued|sending)$/)),
    hasJob: () => expect.poll(wakeJobs, soon).not.toEqual([]),
    /** Puts another access token into the channel while something is done; null makes it a simulated one. */
    async withToken(sealed: string | null, act: () => Promise<void>): Promise<void> {
      const set = (value: unknown) => server.rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [channelId, value]);
      const [before] = await server.rows<{ sealed: string }>("SELECT access_token_encrypted AS sealed FROM channels WHERE id = $1", [
        channelId,
      ]);
      await set(sealed);
      await act().finally(() => set(before?.sealed));
    },
    /** What the jobs would do when their time has come. */
    async itsTimeHasCome(contactId: number): Promise<void> {
      await server.rows("UPDATE messages SET not_before = now() - interval '1 ms' WHERE contact_id = $1 AND not_before IS NOT NULL", [
        contactId,
      ]);
      await server.rows("UPDATE channels SET paused_until = NULL");
      await resolveUnknownSends([contactId]);
      wake(contactId);
    },
  };
}

/** The first call gets this response, the others as usual. */
export const once = (answer: GraphReply) => (call: GraphCall) => (call.index === 0 ? answer : undefined);
export const texts = (calls: readonly GraphCall[]) => calls.map((call) => call.text);
