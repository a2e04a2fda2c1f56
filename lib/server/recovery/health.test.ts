import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

let api: TestApi;
let contactId: number;
beforeAll(async () => {
  api = await startTestApi();
  const { rows } = await api.db.query(
    `WITH c AS (INSERT INTO channels (name, phone_number_id) VALUES ('c', '1') RETURNING id)
      INSERT INTO contacts (channel_id, wa_id) SELECT id, '5511912345678' FROM c RETURNING id`,
  );
  contactId = rows[0].id;
});
afterAll(() => api.close());

const ask = () => api.call("GET", "/health?anything=goes", { token: null });
/** As it is at this moment, not as it was within the last second. */
async function health() {
  (await import("../platform/process-wide.ts")).processWide("health", () => ({ until: 0 })).until = 0;
  return ask();
}

test("without a worker it is degraded, yet ready: what comes in is kept", async () => {
  const { status, body } = await health();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "degraded",
    live: true,
    ready: true,
    database: { ok: true },
    queue: { lag_seconds: 0, ready_jobs: 0 },
    worker: { ok: false, count: 0, last_heartbeat_seconds_ago: null },
  });
});

test("with a worker that beats it is ok; a silent one does not count", async () => {
  await api.db.query("INSERT INTO workers (id, beat_at) VALUES ('a', now()), ('b', now() - interval '5 minutes')");
  expect((await health()).body).toMatchObject({ status: "ok", worker: { ok: true, count: 1 } });
  await api.db.query("UPDATE workers SET beat_at = now() - interval '2 minutes'");
  const { body } = await health();
  expect(body).toMatchObject({ status: "degraded", worker: { ok: false, count: 0 } });
  expect(body.worker.last_heartbeat_seconds_ago).toBeGreaterThan(100);
  await api.db.query("UPDATE workers SET beat_at = now()");
});

test("lag counts what could be processed now, not what waits for its conversation", async () => {
  await api.db.query(
    "INSERT INTO mailbox (contact_id, kind, payload, created_at) VALUES ($1, 'message_received', '{}', now() - interval '5 minutes')",
    [contactId],
  );
  expect((await health()).body).toMatchObject({ status: "degraded", ready: true, queue: { lag_seconds: expect.closeTo(300, -1) } });
  await api.db.query("INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state) VALUES ($1, 1, 1, 'scheduled', '{}')", [
    contactId,
  ]);
  expect((await health()).body).toMatchObject({ status: "ok", queue: { lag_seconds: 0 } });
  await api.db.query("UPDATE executions SET status = 'waiting'");
  expect((await health()).body.queue.lag_seconds).toBeGreaterThan(200);
  await api.db.query("UPDATE mailbox SET processed_at = now()");
});

test("within a second nobody's question costs the database more than one", async () => {
  await health();
  const query = vi.spyOn((await import("../platform/db.ts")).pool(), "query");
  const answers = await Promise.all(Array.from({ length: 200 }, ask));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(query).not.toHaveBeenCalled();
  query.mockRestore();
});

test("a header that a proxy sends and nobody believes is told of", async () => {
  expect((await health()).body.notices).toEqual([]);
  (await import("../platform/process-wide.ts")).processWide("ignored-forwarded-for", () => ({ header: false })).header = true;
  expect((await health()).body.notices).toEqual([
    { code: "forwarded_for_ignored", detail: expect.stringContaining("WORKFLOW_TRUSTED_PROXIES") },
  ]);
});

test("jobs that are due and nobody takes are counted", async () => {
  const { enqueue } = await import("../platform/queue.ts");
  await enqueue(api.db, "advance", [{ contactIds: [contactId] }, { contactIds: [contactId] }]);
  await enqueue(api.db, "advance", [{ contactIds: [contactId] }], { startAfterSeconds: 3600 });
  expect((await health()).body.queue.ready_jobs).toBe(2);
});

test("a database out of reach is a 503 that says so", async () => {
  const reachable = globalThis.sigaPool;
  globalThis.sigaPool = new pg.Pool({ connectionString: "postgres://127.0.0.1:1/nope" });
  const { status, body } = await health();
  await globalThis.sigaPool.end();
  globalThis.sigaPool = reachable;
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: "down", live: true, ready: false, database: { ok: false } });
});

test("while the database is out of reach the API answers 503 and asks to try again", async () => {
  const reachable = globalThis.sigaPool;
  globalThis.sigaPool = new pg.Pool({ connectionString: "postgres://127.0.0.1:1/nope" });
  const { status, headers, body } = await api.call("GET", "/flows");
  await globalThis.sigaPool.end();
  globalThis.sigaPool = reachable;
  expect(status).toBe(503);
  expect(headers.get("retry-after")).not.toBeNull();
  expect(body.detail).toMatch(/try again/i);
});
