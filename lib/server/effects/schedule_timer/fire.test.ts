import { afterAll, beforeEach, expect, test } from "vitest";
import { delayed } from "../../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { fireDueTimers, millisecondsToNextTimer, TIMER_BATCH } = await import("./fire.ts");
const { advance } = await import("../../advance/advance.ts");
const { flowId } = await server.publish(delayed(60));
const channelId = await server.channel({ phoneNumberId: "1001", flowId });
afterAll(() => server.close());
beforeEach(() => server.rows("DELETE FROM contacts"));

let phone = 5_511_900_000_000;
/** A contact whose conversation waits for its timer. */
async function waiting(): Promise<number> {
  phone += 1;
  const [row] = await server.rows<{ id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id)
     INSERT INTO mailbox (contact_id, kind, payload) SELECT id, 'message_received', '{"message":{"id":"w","type":"text","text":"oi"}}'
       FROM contact RETURNING contact_id AS id`,
    [channelId, String(phone)],
  );
  await advance([row?.id ?? NaN], { sendBy: "job" });
  return row?.id ?? NaN;
}
const shift = (seconds: number) => server.rows("UPDATE scheduled_actions SET due_at = due_at - make_interval(secs => $1)", [seconds]);
const said = async (contactId: number) =>
  (await server.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 ORDER BY id", [contactId])).map((row) => row.text);
const timers = () => server.rows("SELECT status, fired_at IS NOT NULL AS fired FROM scheduled_actions ORDER BY id");

test("a timer does not fire before it is due, then once, and its conversation goes on", async () => {
  const id = await waiting();
  expect(await fireDueTimers()).toEqual([]);
  const wait = await millisecondsToNextTimer();
  expect(wait).toBeGreaterThan(55_000);
  expect(wait).toBeLessThanOrEqual(60_000);
  await shift(60);
  expect(await fireDueTimers()).toEqual([id]);
  expect(await fireDueTimers()).toEqual([]);
  expect(await timers()).toEqual([{ status: "fired", fired: true }]);
  expect(await millisecondsToNextTimer()).toBeNull();
  await advance([id], { sendBy: "job" });
  expect(await said(id)).toEqual(["já volto oi", "voltei oi"]);
});

test("workers that look at the same moment share what is due, and nothing fires twice", async () => {
  const count = 2 * TIMER_BATCH + 100;
  const id = await waiting();
  await server.rows(
    `INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at)
      SELECT execution_id, contact_id, 'x' || n, now() - make_interval(secs => n)
      FROM scheduled_actions, generate_series(1, $1) AS n`,
    [count],
  );
  const firings = await Promise.all(
    Array.from({ length: 6 }, async () => {
      let fired = 0;
      for (let batch = await fireDueTimers(); batch.length > 0; batch = await fireDueTimers()) fired += batch.length;
      return fired;
    }),
  );
  expect(firings.reduce((sum, fired) => sum + fired)).toBe(count);
  expect(
    await server.rows(
      `SELECT count(*)::int AS entries, count(DISTINCT payload->>'token')::int AS tokens FROM mailbox
        WHERE kind = 'timer_fired' AND contact_id = $1`,
      [id],
    ),
  ).toEqual([{ entries: count, tokens: count }]);
});

test("the longest overdue fire first", async () => {
  const id = await waiting();
  await server.rows(
    `INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at)
      SELECT execution_id, contact_id, 'x' || n, now() - make_interval(secs => n)
      FROM scheduled_actions, generate_series(1, $1) AS n`,
    [TIMER_BATCH + 1],
  );
  expect(await fireDueTimers()).toHaveLength(TIMER_BATCH);
  expect(
    await server.rows("SELECT token FROM scheduled_actions WHERE status = 'pending' AND due_at < now() AND contact_id = $1", [id]),
  ).toEqual([{ token: "x1" }]);
});

test("a timer that fires late, after its conversation went another way, has no effect", async () => {
  const id = await waiting();
  await server.rows(
    `UPDATE executions SET status = 'cancelled', seq = seq + 1, state = state || '{"status":"cancelled","waitingFor":null}'
      WHERE contact_id = $1`,
    [id],
  );
  await shift(60);
  expect(await fireDueTimers()).toEqual([id]);
  await advance([id], { sendBy: "job" });
  expect(await said(id)).toEqual(["já volto oi"]);
  expect(await server.rows("SELECT kind FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [id])).toEqual([]);
});

test("a timer whose conversation was cancelled in time does not fire at all", async () => {
  const id = await waiting();
  const { cancelExecution } = await import("../../services/executions/cancel.ts");
  const [execution] = await server.rows<{ id: number }>("SELECT id FROM executions WHERE contact_id = $1", [id]);
  await cancelExecution({ id: "test", role: "editor" }, execution?.id ?? 0);
  await shift(60);
  expect(await fireDueTimers()).toEqual([]);
  expect(await timers()).toEqual([{ status: "cancelled", fired: false }]);
});
