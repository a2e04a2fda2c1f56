import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { askAi, delayed, echo } from "../scripts/test-setup/graphs.ts";
import { sealedV1 } from "../scripts/test-setup/sealed-v1.ts";
import { startTestServer } from "../scripts/test-setup/server.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { grantProductRole } from "./product-role.ts";

/**
 * A database of the release before, with conversations in every kind of wait, becomes one of this release and they go on;
 * meanwhile that release's own statements work on the new schema. States and statements are as that release wrote them.
 */
const MIGRATIONS = join(import.meta.dirname, "migrations");
const LAST_OF_BEFORE = "20261125201115_contact_indexes";

const server = await startTestServer();
const { rows } = server;
const migrator = new pg.Client(server.ownerUrl);
migrator.on("error", () => {});
await migrator.connect();
const before = mkdtempSync(join(tmpdir(), "siga-upgrade-"));
for (const folder of readdirSync(MIGRATIONS)) {
  if (folder <= LAST_OF_BEFORE) cpSync(join(MIGRATIONS, folder), join(before, folder), { recursive: true });
}
afterAll(async () => {
  rmSync(before, { recursive: true });
  await migrator.end();
  await server.close();
});

const REQUEST = {
  system: null,
  messages: [{ role: "user", content: "quanto é?" }],
  model: null,
  temperature: null,
  max_tokens: null,
  extra_body: null,
  include_response: false,
};
const RESULT = { ok: true, text: "quatro", simulated: false, model: "m" };

let channelId = NaN;
let phones = 5_511_900_000_000;

/** A contact with an open execution, as the release before stored it. */
async function execution(graph: FlowGraph, nodeId: string, status: string, kind: string, token: string) {
  const { flowId, versionId } = await server.publish(graph);
  const state = {
    status,
    nodeId,
    context: { last_message: "oi", contact: { name: null, phone: "1" } },
    waitingFor: { kind, token, ...(kind === "ai" && { data: { prompt: "quanto é?" } }) },
    visitCount: Number(token.slice(1)),
    visitsSinceMessage: Number(token.slice(1)),
    reason: null,
  };
  const [row] = await rows<{ id: number; contact_id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id)
     INSERT INTO executions (contact_id, flow_id, flow_version_id, status, node_id, state) SELECT id, $3, $4, $5, $6, $7 FROM contact
       RETURNING id, contact_id`,
    [channelId, String((phones += 1)), flowId, versionId, status, nodeId, JSON.stringify(state)],
  );
  if (row === undefined) throw new Error("no execution was made");
  return { id: row.id, contactId: row.contact_id, token };
}

const asked = (of: { id: number; contactId: number }, status: string, worker: string | null) =>
  rows<{ id: number }>(
    `INSERT INTO ai_calls (execution_id, contact_id, token, request, status, worker_id, started_at)
      VALUES ($1, $2, 'v1', $3, $4, $5, now()) RETURNING id`,
    [of.id, of.contactId, JSON.stringify(REQUEST), status, worker],
  ).then(([row]) => row?.id ?? NaN);

const said = async ({ contactId }: { contactId: number }) =>
  (await rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 ORDER BY id", [contactId])).map(({ text }) => text);
const stateOf = async ({ id }: { id: number }) =>
  (
    await rows<{ status: string; state: { waitingFor: unknown; nonce?: string } }>("SELECT status, state FROM executions WHERE id = $1", [
      id,
    ])
  )[0];

/** The result as the release before gives it, on a connection that prepared its statements before the migration. */
const OLD_ANSWER = {
  name: "old-answer",
  text: `UPDATE ai_calls SET status = 'done', finished_at = now(), result = $3
    WHERE id = $1 AND status = 'running' AND worker_id = $2 RETURNING execution_id, contact_id, token`,
};
const OLD_MAILBOX = "INSERT INTO mailbox (contact_id, kind, payload, execution_id) VALUES ($1, 'ai_completed', $2, $3)";

test("conversations of the release before go on after the upgrade, and so do its processes until they are replaced", async () => {
  await migrator.query("drop schema public cascade; create schema public");
  const applied = await applyMigrations(migrator, before);
  expect(applied.at(-1)).toBe(LAST_OF_BEFORE);
  channelId = await server.channel({ phoneNumberId: "1001", token: null });

  const listening = await execution(echo, "hear", "waiting", "message", "v2");
  await rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', $2)", [
    listening.contactId,
    JSON.stringify({ message: { id: "wamid.1", type: "text", text: "ainda aí?", data: {} } }),
  ]);
  const pausing = await execution(delayed(60), "first", "scheduled", "timer", "v1");
  await rows("INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at) VALUES ($1, $2, 'v1', now())", [
    pausing.id,
    pausing.contactId,
  ]);
  const underWay = await execution(askAi, "ask", "running", "ai", "v1");
  const callUnderWay = await asked(underWay, "running", "old-worker");
  const unclaimed = await execution(askAi, "ask", "running", "ai", "v1");
  const callUnclaimed = await asked(unclaimed, "pending", null);

  const { enqueue } = await import("#server/platform/queue");
  const { claimCall } = await import("#server/effects/calls/claim");
  const { answerCall } = await import("#server/effects/calls/answer");
  const { performCall } = await import("#server/effects/calls/perform");
  const { createAdvancer } = await import("#server/advance/advance");
  const { fireDueTimers } = await import("#server/effects/schedule_timer/fire");
  const { sweep } = await import("#server/recovery/sweep");
  const advance = createAdvancer({ sender() {}, timers() {} });
  await enqueue(server.db, "complete_ai", [{ callId: callUnclaimed }]);

  const oldWorker = new pg.Client(server.ownerUrl);
  oldWorker.on("error", () => {});
  await oldWorker.connect();
  // Prepared now; nothing has this id.
  await oldWorker.query({ ...OLD_ANSWER, values: [0, "old-worker", "{}"] });

  expect(await applyMigrations(migrator, MIGRATIONS)).not.toHaveLength(0);
  const { parseDatabaseUrl } = await import("#server/platform/database-settings");
  await grantProductRole(migrator, parseDatabaseUrl(server.databaseUrl));

  // The old worker ends its call: through the view, on the old connection.
  const { rows: answered } = await oldWorker.query<{ execution_id: number; contact_id: number; token: string }>({
    ...OLD_ANSWER,
    values: [callUnderWay, "old-worker", JSON.stringify(RESULT)],
  });
  expect(answered).toEqual([{ execution_id: underWay.id, contact_id: underWay.contactId, token: "v1" }]);
  await oldWorker.query(OLD_MAILBOX, [underWay.contactId, JSON.stringify({ token: "v1", result: RESULT }), underWay.id]);
  await oldWorker.end();

  // The new one takes the job that still lies in the queue under its old name.
  expect(await rows("SELECT data FROM pgboss.job WHERE name = 'complete_ai' AND state = 'created'")).toEqual([
    { data: { callId: callUnclaimed } },
  ]);
  const call = await claimCall("complete_ai", callUnclaimed, "new-worker");
  if (call === null) throw new Error("the call can't be claimed");
  expect(await answerCall(call.id, "new-worker", await performCall("complete_ai", call.request, call.origin))).toBe(true);

  expect(await fireDueTimers()).toEqual([pausing.contactId]);
  await advance([listening, pausing, underWay, unclaimed].map(({ contactId }) => contactId));
  expect(await said(listening)).toEqual(["eco ainda aí?"]);
  expect(await said(pausing)).toEqual(["voltei oi"]);
  expect(await said(underWay)).toEqual(["quatro"]);
  expect(await said(unclaimed)).toEqual([expect.stringContaining("Resposta simulada")]);
  // Written for both releases, with the tokens that the execution had.
  expect(await stateOf(listening)).toMatchObject({
    status: "waiting",
    state: { waitingFor: { for: ["message"], kind: "message", token: expect.stringMatching(/^v\d+$/) } },
  });
  expect(await stateOf(pausing)).toMatchObject({ status: "completed" });
  expect(await rows("SELECT status FROM scheduled_actions")).toEqual([{ status: "fired" }]);
  expect(await rows("SELECT effect, status FROM calls ORDER BY id")).toEqual([
    { effect: "complete_ai", status: "done" },
    { effect: "complete_ai", status: "done" },
  ]);
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
});

test("every statement of the release before that names ai_calls works through the view", async () => {
  const { id, contactId } = await execution(askAi, "ask", "running", "ai", "v1");
  // As an advance of that release saves a call.
  const [made] = await rows<{ calls: number[] }>(
    `WITH calls AS (
       INSERT INTO ai_calls (execution_id, contact_id, token, request)
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS x (execution_id bigint, contact_id bigint, token text, request jsonb)
       RETURNING id
     ) SELECT (SELECT jsonb_agg(id) FROM calls) AS calls`,
    [JSON.stringify([{ execution_id: id, contact_id: contactId, token: "v1", request: REQUEST }])],
  );
  const callId = made?.calls[0] ?? NaN;
  const claim = `UPDATE ai_calls c SET worker_id = $2,
       status = CASE WHEN call.needed THEN 'running' ELSE 'done' END,
       started_at = CASE WHEN call.needed THEN now() END,
       finished_at = CASE WHEN NOT call.needed THEN now() END,
       result = CASE WHEN NOT call.needed THEN $3::jsonb END
     FROM (SELECT a.id, EXISTS (SELECT FROM executions e WHERE e.id = a.execution_id AND e.status = 'running'
       AND e.state #>> '{waitingFor,token}' = a.token) AS needed FROM ai_calls a WHERE a.id = $1) call
     WHERE c.id = call.id AND c.status = 'pending'
     RETURNING c.id, c.request, call.needed`;
  expect(await rows(claim, [callId, "old", "{}"])).toMatchObject([{ id: callId, needed: true }]);
  const release =
    "UPDATE ai_calls SET status = 'pending', worker_id = NULL WHERE id = $1 AND status = 'running' AND worker_id = $2 RETURNING id";
  expect(await rows(release, [callId, "old"])).toEqual([{ id: callId }]);
  const orphaned = `UPDATE ai_calls c SET status = 'pending', worker_id = NULL
     WHERE (c.status = 'pending' AND c.created_at < now() - make_interval(secs => $1))
        OR (c.status = 'running' AND (c.started_at < now() - make_interval(secs => $3)
            OR NOT EXISTS (SELECT FROM workers w WHERE w.id = c.worker_id AND w.beat_at > now() - make_interval(secs => $2))))
     RETURNING id`;
  expect(await rows(orphaned, [0, 12, 100])).toEqual([{ id: callId }]);
  expect(
    await rows("SELECT id, token, status, request, result, created_at, started_at, finished_at FROM ai_calls WHERE execution_id = $1", [
      id,
    ]),
  ).toHaveLength(1);
  expect(await rows("UPDATE ai_calls SET contact_id = $2 WHERE contact_id = $1 RETURNING id", [contactId, contactId])).toHaveLength(1);
  expect(
    await rows("SELECT to_jsonb(x) AS row FROM (SELECT * FROM ai_calls WHERE contact_id = $1 ORDER BY id) x", [contactId]),
  ).toHaveLength(1);
  await rows("UPDATE ai_calls SET status = 'done', finished_at = now() - interval '9 days' WHERE id = $1", [callId]);
  const outdated = `WITH seen AS MATERIALIZED (SELECT id, created_at AS born_at FROM ai_calls WHERE id > 0 ORDER BY id LIMIT 100),
    gone AS (DELETE FROM ai_calls x WHERE id > 0 AND id <= (SELECT max(id) FROM seen) AND status = 'done'
      AND finished_at < now() - make_interval(days => 8) RETURNING 1)
    SELECT (SELECT count(*)::int FROM gone) AS deleted FROM seen LIMIT 1`;
  expect(await rows(outdated)).toEqual([{ deleted: 1 }]);
  // What it does not know it does not see.
  await rows("INSERT INTO calls (execution_id, contact_id, effect, token, request) VALUES ($1, $2, 'call_http', 'v9', '{}')", [
    id,
    contactId,
  ]);
  expect(await rows("SELECT id FROM ai_calls WHERE execution_id = $1", [id])).toEqual([]);
});

test("the release before goes on as the role it had: tokens in the form it knows, audit entries, users and API tokens", async () => {
  const before = new pg.Client(server.ownerUrl);
  before.on("error", () => {});
  await before.connect();
  const sealed = sealedV1("EAAG-of-before", process.env.WORKFLOW_ENCRYPTION_KEY ?? "");
  const { rows: made } = await before.query<{ id: number }>(
    `INSERT INTO channels (name, phone_number_id, display_phone_number, access_token_encrypted, default_flow_id)
     VALUES ('Loja', '2002', NULL, $1, NULL)
     ON CONFLICT (phone_number_id) DO UPDATE SET access_token_encrypted = excluded.access_token_encrypted RETURNING id`,
    [sealed],
  );
  await before.query("INSERT INTO secrets (name, value_encrypted, hosts) VALUES ('crm', $1, '{api.example.com}')", [sealed]);
  await before.query(
    "INSERT INTO audit_log (actor, action, object_type, object_id, details) VALUES ('user:1', 'channel.created', 'channel', '1', '{}')",
  );
  await before.query("INSERT INTO users (email, name, role, password_hash) VALUES ('ana@example.com', 'Ana', 'admin', 'scrypt$x')");
  await before.query("INSERT INTO api_tokens (name, prefix, token_hash, role, expires_at) VALUES ('CRM', 'siga_x', $1, 'editor', NULL)", [
    createHash("sha256").update("siga_token_of_before").digest("hex"),
  ]);
  await before.query("SELECT id, email, name, role, password_hash FROM users WHERE id = 1 AND disabled_at IS NULL");
  await before.end();

  const { decryptSecret } = await import("#server/platform/crypto");
  const { openSecrets } = await import("#server/effects/call_http/secrets");
  const { actorOfToken } = await import("#server/auth/api-tokens");
  const [channel] = await rows<{ sealed: string }>("SELECT access_token_encrypted AS sealed FROM channels WHERE id = $1", [made[0]?.id]);
  expect(decryptSecret(channel?.sealed ?? "", { table: "channels", id: made[0]?.id ?? 0 })).toBe("EAAG-of-before");
  expect((await openSecrets(["crm"])).get("crm")?.value).toBe("EAAG-of-before");
  expect(await actorOfToken("siga_token_of_before")).toMatchObject({ role: "editor" });
});
