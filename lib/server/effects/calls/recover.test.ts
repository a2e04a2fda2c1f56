import { afterAll, beforeEach, expect, test } from "vitest";
import { CALL_TYPES } from "#lib/effects/registry.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { recoverCalls } = await import("./recover.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());
beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
});

const AFTER = { pendingSeconds: 5, deadSeconds: 12 };
/** As an effect that changes something out there: once it is under way nobody knows whether it arrived. */
const ONCE = { ...CALL_TYPES, complete_ai: { ...CALL_TYPES.complete_ai, mayRepeat: () => false } };

async function call(status: "pending" | "running"): Promise<number> {
  const [row] = await server.rows<{ id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990001') RETURNING id)
     INSERT INTO calls (execution_id, contact_id, token, request, status, worker_id, created_at, started_at)
     SELECT 7, id, 'v1.7', '{}', $2, 'dead', now() - interval '1 minute', now() - interval '1 minute' FROM contact RETURNING id`,
    [channelId, status],
  );
  return row?.id ?? NaN;
}
const stored = () => server.rows("SELECT status, worker_id, result->>'code' AS code FROM calls");
const jobs = () => server.rows("SELECT name, data FROM pgboss.job ORDER BY name");

test("a call that a dead worker had under way is made again", async () => {
  const callId = await call("running");
  expect(await recoverCalls(AFTER)).toBe(1);
  expect(await stored()).toEqual([{ status: "pending", worker_id: null, code: null }]);
  expect(await jobs()).toEqual([{ name: "complete_ai", data: { callId } }]);
});

test("one that may not be made twice is answered as interrupted, and its conversation goes on", async () => {
  await call("running");
  expect(await recoverCalls(AFTER, ONCE)).toBe(1);
  expect(await stored()).toEqual([{ status: "done", worker_id: "dead", code: "interrupted" }]);
  expect(
    await server.rows("SELECT kind, execution_id, payload->>'token' AS token, payload->'result'->>'code' AS code FROM mailbox"),
  ).toEqual([{ kind: "ai_completed", execution_id: 7, token: "v1.7", code: "interrupted" }]);
  expect(await jobs()).toMatchObject([{ name: "advance" }]);
  expect(await recoverCalls(AFTER, ONCE)).toBe(0);
});

test("one that nobody has begun is made, whether or not it may be made twice", async () => {
  const callId = await call("pending");
  expect(await recoverCalls(AFTER, ONCE)).toBe(1);
  expect(await jobs()).toEqual([{ name: "complete_ai", data: { callId } }]);
});
