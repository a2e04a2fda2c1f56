import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";
import { parseDatabaseUrl } from "../platform/database-settings.ts";

const server = await startTestServer();
const { sweep } = await import("./sweep.ts");
const { installQueues } = await import("../platform/queue.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("WITH a AS (DELETE FROM workers) DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
  await server.rows("UPDATE channels SET paused_until = NULL");
});

let phone = 5_511_900_000_000;
async function contact(): Promise<number> {
  phone += 1;
  const [row] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    String(phone),
  ]);
  return row?.id ?? NaN;
}
const inserted = async (table: string, columns: Record<string, string>) =>
  (
    await server.rows<{ id: number }>(
      `INSERT INTO ${table} (${Object.keys(columns).join(", ")}) VALUES (${Object.values(columns).join(", ")}) RETURNING id`,
    )
  )[0]?.id ?? NaN;
const execution = (contactId: number, status: string) =>
  inserted("executions", { contact_id: `${contactId}`, flow_id: "1", flow_version_id: "1", status: `'${status}'`, state: "'{}'" });
const mail = (contactId: number, kind: string, age: number, more: Record<string, string> = {}) =>
  inserted("mailbox", {
    contact_id: `${contactId}`,
    kind: `'${kind}'`,
    payload: "'{}'",
    created_at: `now() - interval '${age} s'`,
    ...more,
  });
const outbound = (contactId: number, more: Record<string, string>) =>
  inserted("messages", {
    channel_id: `${channelId}`,
    contact_id: `${contactId}`,
    direction: "'outbound'",
    type: "'text'",
    created_at: "now() - interval '60 s'",
    ...more,
  });
const jobs = async (name: string) =>
  await server.rows<{ data: { contactIds?: number[]; callId?: number }; seconds: number }>(
    "SELECT data, round(extract(epoch FROM start_after - created_on))::int AS seconds FROM pgboss.job WHERE name = $1 ORDER BY start_after",
    [name],
  );

test("nothing overdue: nothing is set moving", async () => {
  expect(await sweep()).toEqual({
    mailboxes: 0,
    files: 0,
    uploads: 0,
    imports: 0,
    interruptedSends: 0,
    outboxes: 0,
    untoldSends: 0,
    calls: 0,
  });
  expect(await server.rows("SELECT name FROM pgboss.job")).toEqual([]);
});

test.each([
  ["a message with nothing open", "message_received", null, 10, true],
  ["a message that its execution waits for", "message_received", "waiting", 10, true],
  ["a message behind a timer", "message_received", "scheduled", 10, false],
  ["a message behind an AI call", "message_received", "running", 10, false],
  ["a message behind a handoff", "message_received", "handoff", 10, false],
  ["a fired timer", "timer_fired", "scheduled", 10, true],
  ["an AI answer", "ai_completed", "running", 10, true],
  ["what has just come", "message_received", null, 1, false],
])("%s in the mailbox", async (_name, kind, status, age, wakes) => {
  const id = await contact();
  if (status !== null) await execution(id, status);
  await mail(id, kind, age);
  await mail(id, kind, age, { processed_at: "now()" });
  expect(await sweep()).toMatchObject({ mailboxes: wakes ? 1 : 0 });
  expect((await jobs("advance")).map((job) => job.data)).toEqual(wakes ? [{ contactIds: [id] }] : []);
});

test.each([
  ["queued a while ago", { status: "'queued'" }, true],
  ["queued just now", { status: "'queued'", created_at: "now()" }, false],
  ["backing off", { status: "'queued'", not_before: "now() + interval '30 s'" }, false],
  ["whose backoff is over", { status: "'queued'", not_before: "now() - interval '1 s'" }, true],
  ["unknown, in its silence", { status: "'unknown'", not_before: "now() + interval '30 s'" }, false],
  ["unknown, its silence over", { status: "'unknown'", not_before: "now() - interval '1 s'" }, true],
  ["unknown for good", { status: "'unknown'" }, false],
  ["sent", { status: "'sent'" }, false],
])("a message %s", async (_name, columns, wakes) => {
  const id = await contact();
  await outbound(id, columns as Record<string, string>);
  expect(await sweep()).toMatchObject({ outboxes: wakes ? 1 : 0 });
  expect((await jobs("send")).map((job) => job.data)).toEqual(wakes ? [{ contactIds: [id] }] : []);
});

test("a paused channel's outbox is left alone until the pause is over", async () => {
  await outbound(await contact(), { status: "'queued'" });
  await server.rows("UPDATE channels SET paused_until = now() + interval '1 minute'");
  expect(await sweep()).toMatchObject({ outboxes: 0 });
  await server.rows("UPDATE channels SET paused_until = now() - interval '1 s'");
  expect(await sweep()).toMatchObject({ outboxes: 1 });
});

test("a send whose worker died becomes unknown, says so, and is looked at again when its silence is over", async () => {
  const [dead, alive] = [await contact(), await contact()];
  await outbound(dead, { status: "'sending'", sending_since: "now() - interval '12 s'" });
  await outbound(alive, { status: "'sending'", sending_since: "now() - interval '9 s'" });
  expect(await sweep()).toMatchObject({ interruptedSends: 1 });
  expect(
    await server.rows(
      `SELECT contact_id, status, error->>'class' AS class,
        round(extract(epoch FROM not_before - sending_since))::int AS silence FROM messages ORDER BY id`,
    ),
  ).toEqual([
    { contact_id: dead, status: "unknown", class: "interrupted", silence: 20 },
    { contact_id: alive, status: "sending", class: null, silence: null },
  ]);
  const [job] = await jobs("send");
  expect(job?.data).toEqual({ contactIds: [dead] });
  // At the job's time, 12 s into the silence already, 20 s of it have passed.
  expect((job?.seconds ?? 0) + 12).toBeGreaterThanOrEqual(20);
});

test.each([
  ["nobody took", { status: "'pending'", created_at: "now() - interval '10 s'" }, true],
  ["was made just now", { status: "'pending'" }, false],
  ["a living worker makes", { status: "'running'", worker_id: "'alive'", started_at: "now() - interval '60 s'" }, false],
  ["a dead worker left", { status: "'running'", worker_id: "'dead'", started_at: "now() - interval '20 s'" }, true],
  ["a worker that signed off left", { status: "'running'", worker_id: "'gone'", started_at: "now() - interval '20 s'" }, true],
  ["outlived every deadline", { status: "'running'", worker_id: "'alive'", started_at: "now() - interval '400 s'" }, true],
  ["is done", { status: "'done'", created_at: "now() - interval '1 day'" }, false],
])("an AI call that %s", async (_name, columns, again) => {
  await server.rows("INSERT INTO workers (id, beat_at) VALUES ('alive', now()), ('dead', now() - interval '13 s')");
  const id = await contact();
  const callId = await inserted("calls", {
    execution_id: "1",
    contact_id: `${id}`,
    token: "'v1'",
    request: "'{}'",
    ...(columns as Record<string, string>),
  });
  expect(await sweep()).toMatchObject({ calls: again ? 1 : 0 });
  expect((await jobs("complete_ai")).map((job) => job.data)).toEqual(again ? [{ callId }] : []);
  if (again) expect(await server.rows("SELECT status, worker_id FROM calls")).toEqual([{ status: "pending", worker_id: null }]);
});

test("the queues can be installed again over themselves, as each start does", async () => {
  await installQueues(parseDatabaseUrl(server.ownerUrl));
  expect(await sweep()).toMatchObject({ mailboxes: 0 });
});
