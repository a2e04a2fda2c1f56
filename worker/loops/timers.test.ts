import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { startTimerLoop } = await import("./timers.ts");
const { TIMER_BATCH } = await import("#server/effects/schedule_timer/fire");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
});

const due = (count: number) =>
  server.rows(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) SELECT $1, '55118' || n FROM generate_series(1, $2) n RETURNING id)
     INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at) SELECT id, id, 'v1', now() FROM contact`,
    [channelId, count],
  );
const fired = async () => (await server.rows("SELECT FROM mailbox WHERE kind = 'timer_fired'")).length;

test("a worker that is busy takes one batch of timers ahead and leaves the rest to the others", async () => {
  await due(5 * TIMER_BATCH);
  const stopping = new AbortController();
  const turns: (() => void)[] = [];
  const timers = startTimerLoop(stopping.signal, () => new Promise((resolve) => turns.push(resolve)));
  await expect.poll(fired).toBe(2 * TIMER_BATCH);
  await sleep(300);
  expect([turns.length, await fired()]).toEqual([1, 2 * TIMER_BATCH]);
  turns[0]?.();
  await expect.poll(fired).toBe(3 * TIMER_BATCH);
  expect(turns).toHaveLength(2);
  stopping.abort();
  let isStopped = false;
  void timers.stopped.then(() => (isStopped = true));
  await sleep(100);
  expect(isStopped, "it ends only when what it has taken has been moved on").toBe(false);
  for (let done = 1; !isStopped; done += 1) {
    await expect.poll(() => isStopped || turns.length > done).toBe(true);
    turns[done]?.();
    await sleep(10);
  }
  expect([turns.length, await fired()]).toEqual([3, 3 * TIMER_BATCH]);
});

test("a batch that could not be moved on does not end the loop", async () => {
  await due(3 * TIMER_BATCH);
  const stopping = new AbortController();
  const moved: number[] = [];
  const timers = startTimerLoop(stopping.signal, async (contactIds) => {
    moved.push(contactIds.length);
    if (moved.length === 1) throw new Error("out of reach");
  });
  await expect.poll(() => moved).toEqual([TIMER_BATCH, TIMER_BATCH, TIMER_BATCH]);
  stopping.abort();
  await timers.stopped;
});
