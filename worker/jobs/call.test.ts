import type { PgBoss } from "pg-boss";
import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { registerCalls } = await import("./call.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

const request = {
  system: null,
  messages: [{ role: "user", content: "oi" }],
  model: null,
  temperature: null,
  max_tokens: null,
  extra_body: null,
  include_response: false,
};

type Handler = (jobs: { id: string; data: { callId: number } }[]) => Promise<{ id: string; status: string }[]>;

/** The job's handler of an effect, as pg-boss would call it. */
async function handler(effect: string): Promise<Handler> {
  const registered = new Map<string, Handler>();
  const boss = { work: async (name: string, _options: object, handler: Handler) => void registered.set(name, handler) };
  await registerCalls(boss as unknown as PgBoss, "this-worker");
  const found = registered.get(effect);
  if (found === undefined) throw new Error(`nothing was registered for ${effect}`);
  return found;
}

test("a call whose answer could not be stored is made again by its job's next try, and its neighbour is not", async () => {
  const handle = await handler("complete_ai");
  const calls = await server.rows<{ id: number; contact_id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990001'), ($1, '5511999990002') RETURNING id),
          execution AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state)
            SELECT id, 1, 1, 'running', '{"waitingFor":{"kind":"ai","token":"v1"}}' FROM contact RETURNING id, contact_id)
     INSERT INTO calls (execution_id, contact_id, token, request)
       SELECT id, contact_id, 'v1', $2 FROM execution RETURNING id, contact_id`,
    [channelId, JSON.stringify(request)],
  );
  const jobs = calls.map(({ id }) => ({ id: `job-${id}`, data: { callId: id } }));
  await server.rows(`ALTER TABLE mailbox ADD CONSTRAINT refused CHECK (contact_id <> ${calls[0]?.contact_id}) NOT VALID`);
  expect((await handle(jobs)).map(({ status }) => status)).toEqual(["failed", "completed"]);
  await server.rows("ALTER TABLE mailbox DROP CONSTRAINT refused");
  expect((await handle(jobs)).map(({ status }) => status)).toEqual(["completed", "completed"]);
  // Their wake-ups stand beside the results, so neither a lost connection nor a contact that is locked leaves one lying.
  expect(await server.rows("SELECT data FROM pgboss.job WHERE name = 'advance' ORDER BY created_on")).toEqual(
    [calls[1], calls[0]].map((call) => ({ data: { contactIds: [call?.contact_id] } })),
  );
  expect(await server.rows("SELECT contact_id, count(*)::int AS n FROM mailbox GROUP BY contact_id ORDER BY contact_id")).toEqual(
    calls.map(({ contact_id }) => ({ contact_id, n: 1 })),
  );
});

test("the result of a call is kept while the database is away, and the call is not made again", async () => {
  const handle = await handler("call_http");
  const [call] = await server.rows<{ id: number; contact_id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990003') RETURNING id),
          execution AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state)
            SELECT id, 1, 1, 'running', '{"waitingFor":{"kind":"http","token":"v1"}}' FROM contact RETURNING id, contact_id)
     INSERT INTO calls (execution_id, contact_id, effect, token, request)
       SELECT id, contact_id, 'call_http', 'v1', $2 FROM execution RETURNING id, contact_id`,
    [
      channelId,
      JSON.stringify({
        ...{ method: "POST", url: "http://127.0.0.1:1/", query: [], headers: [], auth: null, body: null },
        ...{ timeout_seconds: 5, retries: 0, idempotency_header: null, marks: [] },
      }),
    ],
  );
  await server.rows("ALTER TABLE mailbox RENAME TO away");
  // Whichever job comes second while the first is at it leaves it alone.
  const job = { id: "job", data: { callId: call?.id ?? 0 } };
  const handled = Promise.all([handle([job]), handle([job])]);
  setTimeout(() => void server.rows("ALTER TABLE away RENAME TO mailbox"), 500);
  expect((await handled).flat().map(({ status }) => status)).toEqual(["completed", "completed"]);
  expect(await server.rows("SELECT payload->'result'->>'code' AS code FROM mailbox WHERE contact_id = $1", [call?.contact_id])).toEqual([
    { code: "blocked" },
  ]);
});
