import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { answerCall } = await import("./answer.ts");
const { claimCall, releaseCall } = await import("./claim.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());
beforeEach(() => server.rows("DELETE FROM contacts"));

const answer = (text: string) => ({ ok: true as const, text, simulated: false, model: "m" });
const mailbox = () => server.rows("SELECT kind, execution_id, payload FROM mailbox");

async function call(): Promise<{ id: number; executionId: number }> {
  const [row] = await server.rows<{ id: number; execution_id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990001') RETURNING id),
          execution AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state)
            SELECT id, 1, 1, 'running', '{"waitingFor":{"kind":"ai","token":"v3"}}' FROM contact RETURNING id, contact_id)
     INSERT INTO calls (execution_id, contact_id, token, request) SELECT id, contact_id, 'v3', '{"model":null}' FROM execution
       RETURNING id, execution_id`,
    [channelId],
  );
  if (row === undefined) throw new Error("no call was made");
  return { id: row.id, executionId: row.execution_id };
}

test("a call goes to one worker, and its answer into the contact's mailbox", async () => {
  const { id, executionId } = await call();
  const claims = await Promise.all(["a", "b", "c"].map((worker) => claimCall("complete_ai", id, worker)));
  expect(claims.filter((claim) => claim !== null)).toEqual([
    {
      id,
      request: { model: null },
      origin: { executionId, contactId: expect.any(Number), flowId: expect.any(Number), simulated: false, visit: 3, hops: 0 },
    },
  ]);
  const winner = ["a", "b", "c"][claims.findIndex((claim) => claim !== null)] ?? "";
  expect(await answerCall(id, winner, answer("oi"))).toBe(true);
  expect(await mailbox()).toEqual([{ kind: "ai_completed", execution_id: executionId, payload: { token: "v3", result: answer("oi") } }]);
  expect(await claimCall("complete_ai", id, "d")).toBeNull();
});

test("an answer of texts that can not be stored is heard all the same, without what can not be", async () => {
  const { id } = await call();
  await claimCall("complete_ai", id, "a");
  expect(await answerCall(id, "a", answer("x\0y \ud83d"))).toBe(true);
  expect(await mailbox()).toMatchObject([{ payload: { result: { text: "xy \ufffd" } } }]);
});

test("of two workers that both have an answer, because one was taken for dead, one is heard", async () => {
  const { id } = await call();
  await claimCall("complete_ai", id, "zombie");
  await server.rows("UPDATE calls SET status = 'pending', worker_id = NULL");
  await claimCall("complete_ai", id, "heir");
  expect(await answerCall(id, "zombie", answer("tarde"))).toBe(false);
  expect(await answerCall(id, "heir", answer("oi"))).toBe(true);
  expect(await answerCall(id, "heir", answer("de novo"))).toBe(false);
  expect(await mailbox()).toEqual([expect.objectContaining({ payload: { token: "v3", result: answer("oi") } })]);
});

test("a call whose worker could not go on with it is given back, unless somebody else has it or it is done", async () => {
  const { id } = await call();
  await claimCall("complete_ai", id, "a");
  await releaseCall(id, "b");
  expect(await claimCall("complete_ai", id, "b")).toBeNull();
  await releaseCall(id, "a");
  expect(await claimCall("complete_ai", id, "b")).toMatchObject({ id });
  await answerCall(id, "b", answer("oi"));
  await releaseCall(id, "b");
  expect(await claimCall("complete_ai", id, "c")).toBeNull();
});

test("an answer that can't be put into the mailbox is not recorded either", async () => {
  const { id } = await call();
  await claimCall("complete_ai", id, "a");
  await server.rows("ALTER TABLE mailbox ADD CONSTRAINT refused CHECK (kind <> 'ai_completed')");
  await expect(answerCall(id, "a", answer("oi"))).rejects.toThrow("refused");
  await server.rows("ALTER TABLE mailbox DROP CONSTRAINT refused");
  expect(await server.rows("SELECT status FROM calls")).toEqual([{ status: "running" }]);
  expect(await answerCall(id, "a", answer("oi"))).toBe(true);
});

test("a call of a frame that another one has interrupted is made", async () => {
  const { id, executionId } = await call();
  const state = { waitingFor: { kind: "message", token: "v5" }, below: [{ waitingFor: { kind: "ai", token: "v3" } }] };
  await server.rows("UPDATE executions SET status = 'waiting', state = $2 WHERE id = $1", [executionId, JSON.stringify(state)]);
  expect(await claimCall("complete_ai", id, "a")).toMatchObject({ id });
});

test.each([
  ["was ended", "status = 'cancelled', state = '{\"waitingFor\":null}'"],
  ["waits for something later", 'status = \'waiting\', state = \'{"waitingFor":{"kind":"message","token":"v5"}}\''],
  ["waits for a later answer of the AI", 'state = \'{"waitingFor":{"kind":"ai","token":"v5"}}\''],
])("a call whose conversation %s is not made, and says so", async (_what, change) => {
  const { id, executionId } = await call();
  await server.rows(`UPDATE executions SET ${change} WHERE id = $1`, [executionId]);
  expect(await claimCall("complete_ai", id, "a")).toBeNull();
  expect(await server.rows("SELECT status, started_at, finished_at IS NULL AS open, result->>'code' AS code FROM calls")).toEqual([
    { status: "done", started_at: null, open: false, code: "not_needed" },
  ]);
  expect(await mailbox()).toEqual([]);
});
