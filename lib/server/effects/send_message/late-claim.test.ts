import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";
import type { SendResult } from "./graph-api.ts";

const server = await startTestServer();
const { pool } = await import("../../platform/db.ts");
const { createSender } = await import("./sender.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

let wamids = 0;
const sent = (): SendResult => ({ outcome: { kind: "sent", wamid: `wamid.out${(wamids += 1)}`, waId: null, userId: null }, answer: null });

/** A sender whose process sleeps between its first claim and the response, while this becomes of the claimed messages. */
async function sleepingSender(
  ms: number,
  meanwhile: string,
): Promise<{ posted: string[]; statuses: () => Promise<string[]>; stop: () => Promise<void> }> {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    `55119${Math.random()}`.slice(0, 13),
  ]);
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, text)
      SELECT $1, $2, 'outbound', 'text', 'queued', n FROM unnest(ARRAY['1', '2']) n`,
    [channelId, contact?.id],
  );
  const posted: string[] = [];
  let clock = 0;
  const sender = createSender(
    async (_number, _token, body) => {
      posted.push((body as { text: { body: string } }).text.body);
      return sent();
    },
    () => clock,
  );

  const db = pool();
  const query = db.query.bind(db) as (...given: unknown[]) => Promise<unknown>;
  let slept = false;
  db.query = (async (...given: unknown[]) => {
    const answer = await query(...given);
    if (!slept && (given[0] as { name?: string }).name === "settle-and-claim") {
      slept = true;
      clock += ms;
      await query(`UPDATE messages SET ${meanwhile} WHERE contact_id = ${contact?.id} AND status = 'sending'`);
    }
    return answer;
  }) as typeof db.query;
  sender.wake([contact?.id ?? NaN]);
  const statuses = async () =>
    (await server.rows<{ status: string }>("SELECT status FROM messages WHERE contact_id = $1 ORDER BY id", [contact?.id])).map(
      ({ status }) => status,
    );
  return {
    posted,
    statuses,
    async stop() {
      await sender.stop();
      db.query = query as typeof db.query;
    },
  };
}

test("what another worker sent while the process that had claimed it slept is not sent once more", async () => {
  const { posted, statuses, stop } = await sleepingSender(25_000, "status = 'sent', claim = 1, attempts = 2");
  await expect.poll(statuses).toEqual(["sent", "sent"]);
  await stop();
  expect(posted).toEqual(["2"]);
});

test("what was taken for interrupted meanwhile is certain not to have left, and is sent", async () => {
  const { posted, statuses, stop } = await sleepingSender(12_000, "status = 'unknown', not_before = now() + interval '8 s'");
  await expect.poll(statuses).toEqual(["sent", "sent"]);
  await stop();
  expect(posted).toEqual(["1", "2"]);
});

test("a claim that took a while is sent all the same", async () => {
  const { posted, statuses, stop } = await sleepingSender(5_000, "text = text");
  await expect.poll(statuses).toEqual(["sent", "sent"]);
  await stop();
  expect(posted).toEqual(["1", "2"]);
});
