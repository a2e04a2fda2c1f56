import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { NodeType, Outcome } from "#lib/engine/define-node.ts";
import type { AiRequest, Context, FlowGraph } from "#lib/engine/types.ts";
import { end } from "#lib/nodes/end/node.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { answerOnce, askAi, delayed, echo, graph } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { advance, createAdvancer } = await import("./advance.ts");
const { loadContacts } = await import("./load.ts");
const { planAdvance } = await import("./plan.ts");
const { savePlans, FencedError } = await import("./save.ts");
const { compiledVersion, loadVersions } = await import("./versions.ts");
const { stopExecution } = await import("../executions/control.ts");
const { inTransaction } = await import("../db.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
});

const byJob = { sendBy: "job" } as const;
const silent = () => {};

async function answering(flow: FlowGraph): Promise<{ flowId: number; versionId: number }> {
  const published = await server.publish(flow);
  await server.rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, published.flowId]);
  return published;
}

let phone = 5_511_900_000_000;
async function contact(...texts: string[]): Promise<number> {
  phone += 1;
  const [row] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id, last_inbound_at) VALUES ($1, $2, now()) RETURNING id", [channelId, String(phone)]);
  const id = row?.id ?? NaN;
  await write(id, ...texts);
  return id;
}

const write = (contactId: number, ...texts: string[]) =>
  server.rows(
    `INSERT INTO mailbox (contact_id, kind, payload) SELECT $1, 'message_received', jsonb_build_object('message', jsonb_build_object('id', gen_random_uuid(), 'type', 'text', 'text', text))
     FROM unnest($2::text[]) WITH ORDINALITY AS t (text, n) ORDER BY n`,
    [contactId, texts],
  );
const said = async (contactId: number) => (await server.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [contactId])).map((row) => row.text);
const executions = (contactId: number) =>
  server.rows<{ id: number; status: string; seq: number; flow_version_id: number; reason: string | null }>("SELECT id, status, seq, flow_version_id, reason FROM executions WHERE contact_id = $1 ORDER BY id", [contactId]);
const unprocessed = async (contactId: number) => (await server.rows("SELECT id FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [contactId])).length;
const jobs = async (name: string) => (await server.rows<{ data: unknown }>("SELECT data FROM pgboss.job WHERE name = $1 ORDER BY created_on", [name])).map((row) => row.data);

test("a message becomes an execution, its visits, a reply in the outbox and a job that sends it", async () => {
  const { flowId, versionId } = await answering(echo);
  const id = await contact("oi");
  const advanced = await advance([id], byJob);
  expect(advanced).toMatchObject({ contactsWithMessages: [id], unfinished: [], visits: 2 });
  const [execution] = await server.rows<{ id: number; state: object }>("SELECT * FROM executions WHERE contact_id = $1", [id]);
  expect(execution).toMatchObject({ flow_id: flowId, flow_version_id: versionId, status: "waiting", node_id: "hear", seq: 0, ended_at: null, state: { status: "waiting", context: { last_message: "oi" } } });
  expect(await server.rows("SELECT seq, node_id, node_type, outcome, exit FROM execution_log WHERE execution_id = $1 ORDER BY seq", [execution?.id])).toEqual([
    { seq: 1, node_id: "say", node_type: "send_message", outcome: "left", exit: "next" },
    { seq: 2, node_id: "hear", node_type: "wait_for_input", outcome: "waits", exit: null },
  ]);
  expect(await server.rows("SELECT channel_id, execution_id, visit_seq, status, type, text, data FROM messages WHERE contact_id = $1", [id])).toEqual([
    { channel_id: channelId, execution_id: execution?.id, visit_seq: 1, status: "queued", type: "text", text: "eco oi", data: { preview_url: false } },
  ]);
  expect(await server.rows("SELECT execution_id, processed_at IS NOT NULL AS done FROM mailbox WHERE contact_id = $1", [id])).toEqual([{ execution_id: execution?.id, done: true }]);
  expect(await jobs("send")).toEqual([{ contactIds: [id] }]);
});

test.each(["executions", "execution_log", "messages", "pgboss.job"])("when %s can't be written, nothing of the advance is", async (table) => {
  await answering(echo);
  const id = await contact("oi");
  // The condition is false for every row, and each of these tables gets one.
  await server.rows(`ALTER TABLE ${table} ADD CONSTRAINT refused CHECK (1 = 0) NOT VALID`);
  try {
    await expect(advance([id], byJob)).rejects.toThrow("refused");
  } finally {
    await server.rows(`ALTER TABLE ${table} DROP CONSTRAINT refused`);
  }
  expect([await executions(id), await said(id), await jobs("send"), await unprocessed(id)]).toEqual([[], [], [], 1]);
  await advance([id], byJob);
  expect(await said(id)).toEqual(["eco oi"]);
});

test("an advance whose execution was moved on meanwhile is fenced, and nothing of it is kept", async () => {
  await answering(echo);
  const [fenced, neighbour] = [await contact("a"), await contact("x")];
  await advance([fenced, neighbour], byJob);
  await write(fenced, "b");
  await write(neighbour, "y");
  const zombie = inTransaction(async (client) => {
    const contacts = await loadContacts(client, [fenced, neighbour]);
    await loadVersions(client, contacts.flatMap((loaded) => (loaded.open === null ? [] : [loaded.open.flowVersionId])));
    const plans = contacts.map((loaded) => planAdvance(loaded, { flow: compiledVersion, nextExecutionId: () => 0, now: Date.now() }));
    // Asleep without its lock, as after a pause longer than its connection lived.
    await server.rows("UPDATE executions SET seq = seq + 1 WHERE contact_id = $1", [fenced]);
    await savePlans(client, contacts, plans);
  });
  await expect(zombie).rejects.toThrow(FencedError);
  expect([await said(fenced), await said(neighbour)]).toEqual([["eco a"], ["eco x"]]);
  await advance([fenced, neighbour], byJob);
  expect([await said(fenced), await said(neighbour)]).toEqual([["eco a", "eco b"], ["eco x", "eco y"]]);
});

test("an advance whose mailbox was emptied meanwhile is fenced", async () => {
  await answering(answerOnce);
  const id = await contact("oi");
  const zombie = inTransaction(async (client) => {
    const contacts = await loadContacts(client, [id]);
    await loadVersions(client, contacts.flatMap((loaded) => (loaded.defaultVersion === null ? [] : [loaded.defaultVersion.flowVersionId])));
    const [{ id: executionId } = { id: 0 }] = await server.rows<{ id: number }>("SELECT nextval('executions_id_seq') AS id");
    const plans = contacts.map((loaded) => planAdvance(loaded, { flow: compiledVersion, nextExecutionId: () => executionId, now: Date.now() }));
    await advance([id], byJob).catch(() => {});
    await savePlans(client, contacts, plans);
  });
  await expect(zombie).rejects.toThrow(FencedError);
  expect(await said(id)).toEqual(["eco oi"]);
});

test("a worker that is fenced looks again and goes on", async () => {
  await answering(echo);
  const id = await contact("a");
  const advancer = createAdvancer(silent);
  await advancer([id]);
  await write(id, "b");
  // The first attempt to log a visit finds the execution moved on, as a zombie would have done it; each later one does not.
  await server.rows("CREATE SEQUENCE tries");
  await server.rows("CREATE FUNCTION move_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN RETURN NULL; END IF; RETURN new; END $$");
  await server.rows("CREATE TRIGGER move_on BEFORE UPDATE ON executions FOR EACH ROW EXECUTE FUNCTION move_on()");
  await advancer([id]);
  await server.rows("DROP TRIGGER move_on ON executions");
  expect(await server.rows("SELECT last_value::int AS tries FROM tries")).toEqual([{ tries: 2 }]);
  expect(await said(id)).toEqual(["eco a", "eco b"]);
});

test("any number of advances of one contact at once answer each message once and in order", async () => {
  await answering(echo);
  const texts = Array.from({ length: 40 }, (_, n) => String(n).padStart(2, "0"));
  const id = await contact(...texts.slice(0, 20));
  const running = Array.from({ length: 12 }, () => advance([id], byJob));
  await write(id, ...texts.slice(20));
  await Promise.all([...running, ...Array.from({ length: 12 }, () => advance([id], byJob))]);
  expect(await said(id)).toEqual(texts.map((text) => `eco ${text}`));
  expect(await executions(id)).toHaveLength(1);
});

test("batches that overlap in any order neither deadlock nor repeat anything", async () => {
  await answering(answerOnce);
  const ids = await Promise.all(Array.from({ length: 30 }, () => contact("1", "2", "3")));
  const shuffled = () => ids.toSorted(() => Math.random() - 0.5);
  await Promise.all(Array.from({ length: 10 }, () => advance(shuffled(), byJob)));
  for (const id of ids) expect(await said(id)).toEqual(["eco 1", "eco 2", "eco 3"]);
});

test("a contact has one open execution at most, whoever writes", async () => {
  const { flowId, versionId } = await answering(echo);
  const id = await contact("oi");
  await advance([id], byJob);
  const second = server.rows("INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state) VALUES ($1, $2, $3, 'waiting', '{}')", [id, flowId, versionId]);
  await expect(second).rejects.toThrow("executions_open_key");
});

test("a conversation that PostgreSQL can't store ends as failed with a reason, its neighbours go on, and so does its contact", async () => {
  await answering(graph({ say: ["send_message", { message: "eco {{ last_message | url_decode }}" }], hear: ["wait_for_input"] }, [["say", "hear"], ["hear", "say"]]));
  const [poisoned, neighbour] = [await contact("a"), await contact("x")];
  const advancer = createAdvancer(silent);
  await advancer([poisoned, neighbour]);
  // Decoded, it holds U+0000, which no text of PostgreSQL can.
  await write(poisoned, "b", "%00", "c");
  await write(neighbour, "y");
  await advancer([poisoned, neighbour]);
  expect(await said(neighbour)).toEqual(["eco x", "eco y"]);
  expect(await executions(poisoned)).toMatchObject([{ status: "failed", reason: expect.stringContaining("error 22P05") }, { status: "waiting" }]);
  expect([await said(poisoned), await unprocessed(poisoned)]).toEqual([["eco a", "eco b", "eco c"], 0]);
});

test("a first message that can't be answered leaves a failed execution behind, not silence", async () => {
  await answering(graph({ say: ["send_message", { message: "eco {{ last_message | url_decode }}" }] }, []));
  const id = await contact("%00");
  await createAdvancer(silent)([id]);
  expect(await executions(id)).toEqual([expect.objectContaining({ status: "failed", reason: expect.stringContaining("22P05") })]);
  expect(await unprocessed(id)).toBe(0);
});

test("a start that PostgreSQL can't store ends what was open, with the reason as data and without its timer", async () => {
  const poison = await server.publish(graph({ say: ["send_message", { message: "{{ last_message | url_decode }}" }] }, []));
  await answering(delayed(60));
  const id = await contact("oi");
  await advance([id], byJob);
  await server.rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'execution_started', $2)", [
    id,
    JSON.stringify({ execution_id: 987_654, flow_id: poison.flowId, flow_version_id: poison.versionId, context: { last_message: "%00" } }),
  ]);
  await createAdvancer(silent)([id]);
  expect(await server.rows("SELECT status, state FROM executions WHERE contact_id = $1", [id])).toMatchObject([{ status: "failed", state: { status: "failed", waitingFor: null, problem: { code: "not_stored", params: { code: "22P05" } } } }]);
  expect(await server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1", [id])).toEqual([{ status: "cancelled" }]);
});

/** A node type with a mistake outside of what the engine guards: what its `enter` answers breaks whoever reads or stores it. */
function misbehave(type: string, outcome: () => Outcome): FlowGraph {
  // Only this process's registry.
  (nodeTypes as Map<string, NodeType>).set(type, { ...end, type, exits: () => ["next"], enter: ({ context }) => (context.last_message === "mau" ? outcome() : { exit: "next" }) });
  return graph({ say: ["send_message", { message: "eco {{ last_message }}" }], act: [type], hear: ["wait_for_input"] }, [["say", "act"], ["act", "hear"], ["hear", "say"]]);
}

const circular: Context = {};
circular.self = circular;
const refusedWith = (sqlState: string) => async () => {
  await server.rows(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${sqlState}'; END $$`);
  await server.rows("CREATE TRIGGER refuse BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.text = 'eco mau') EXECUTE FUNCTION refuse()");
  return () => server.rows("DROP FUNCTION refuse CASCADE");
};

test.each<[string, FlowGraph, (() => Promise<() => Promise<unknown>>)?]>([
  ["a node type throws while the next step is decided", misbehave("throws", () => ({ exit: "next", get effects(): never { throw new TypeError("broken") } }))],
  ["what a node type decided can't be written as JSON", misbehave("circular", () => ({ exit: "next", effects: [{ type: "complete_ai", token: "v9", request: circular as unknown as AiRequest }] }))],
  ["PostgreSQL gives it up as too long", echo, refusedWith("57014")],
])("%s: that conversation ends as failed, its neighbours go on, and so does its contact", async (_name, flow, prepare) => {
  await answering(flow);
  const undo = await prepare?.();
  const [poisoned, neighbour] = [await contact("a"), await contact("x")];
  const advancer = createAdvancer(silent);
  await advancer([poisoned, neighbour]);
  await write(poisoned, "b", "mau", "c");
  await write(neighbour, "y");
  await advancer([poisoned, neighbour]).finally(undo);
  expect(await said(neighbour)).toEqual(["eco x", "eco y"]);
  expect(await executions(poisoned)).toMatchObject([{ status: "failed", reason: expect.any(String) }, { status: "waiting" }]);
  expect([await said(poisoned), await unprocessed(poisoned)]).toEqual([["eco a", "eco b", "eco c"], 0]);
});

test("while the database is out of reach no conversation is ended for it; all are tried again", async () => {
  await answering(echo);
  const undo = await refusedWith("53100")();
  const [one, other] = [await contact("mau"), await contact("oi")];
  await expect(createAdvancer(silent)([one, other]).finally(undo)).rejects.toThrow("refused");
  expect([await executions(one), await executions(other), await unprocessed(one), await unprocessed(other)]).toEqual([[], [], 1, 1]);
  await createAdvancer(silent)([one, other]);
  expect([await said(one), await said(other)]).toEqual([["eco mau"], ["eco oi"]]);
});

test("a contact that another process holds does not hold up its neighbours", async () => {
  await answering(answerOnce);
  const [held, free] = [await contact("a"), await contact("x")];
  const { lockContacts } = await import("../contact-lock.ts");
  const [isHeld, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = inTransaction(async (client) => {
    await lockContacts(client, [held]);
    isHeld.resolve();
    await end.promise;
  });
  await isHeld.promise;
  try {
    await expect(createAdvancer(silent)([held, free])).rejects.toThrow("lock timeout");
    expect(await said(free)).toEqual(["eco x"]);
  } finally {
    end.resolve();
    await holder;
  }
  await createAdvancer(silent)([held]);
  expect(await said(held)).toEqual(["eco a"]);
});

test("a conversation keeps the version it began with when another is published, and the next one gets the new", async () => {
  const { flowId, versionId } = await answering(graph({ a: ["send_message", { message: "um" }], hear: ["wait_for_input"], b: ["send_message", { message: "dois {{ last_message }}" }] }, [["a", "hear"], ["hear", "b"]]));
  const id = await contact("oi");
  await advance([id], byJob);
  const changed = JSON.stringify(graph({ a: ["send_message", { message: "novo" }] }, []));
  await server.rows(
    "WITH version AS (INSERT INTO flow_versions (flow_id, number, graph) VALUES ($1, 2, $2) RETURNING id) UPDATE flows SET published_version_id = version.id FROM version WHERE flows.id = $1",
    [flowId, changed],
  );
  await write(id, "sim", "outra vez");
  await advance([id], byJob);
  expect(await said(id)).toEqual(["um", "dois sim", "novo"]);
  expect((await executions(id)).map((row) => row.flow_version_id === versionId)).toEqual([true, false]);
});

test("what a contact sends while a timer runs waits, and the timer's row says when it is due", async () => {
  await answering(delayed(60));
  const id = await contact("oi", "alô?");
  const { nextTimerAt } = await advance([id], byJob);
  expect(await server.rows("SELECT token, status, extract(epoch FROM due_at) * 1000 = $2 AS due FROM scheduled_actions WHERE contact_id = $1", [id, nextTimerAt])).toEqual([{ token: "v1", status: "pending", due: true }]);
  expect(Math.abs(nextTimerAt - Date.now() - 60_000)).toBeLessThan(5_000);
  expect([await said(id), await unprocessed(id)]).toEqual([["já volto oi"], 1]);
});

test("a delay is as long as the flow says although the worker's clock is a minute off the database's", async () => {
  await answering(delayed(60));
  const id = await contact("oi");
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
  await advance([id], byJob).finally(() => clock.mockRestore());
  expect(await server.rows("SELECT due_at > now() + interval '50 s' AS later FROM scheduled_actions WHERE contact_id = $1", [id])).toEqual([{ later: true }]);
});

test("an AI call is a row and a job, in the same transaction", async () => {
  await answering(askAi);
  const id = await contact("quanto é?");
  await advance([id], byJob);
  const [call] = await server.rows<{ id: number; request: { messages: unknown } }>("SELECT id, status, token, request FROM ai_calls WHERE contact_id = $1", [id]);
  expect(call).toMatchObject({ status: "pending", token: "v1", request: { messages: [{ role: "user", content: "quanto é?" }] } });
  expect(await jobs("complete_ai")).toEqual([{ callId: call?.id }]);
  expect(await executions(id)).toMatchObject([{ status: "running" }]);
});

test("a text longer than Meta takes leaves as several messages, in order", async () => {
  await answering(answerOnce);
  const words = Array.from({ length: 1_500 }, (_, n) => `palavra${n}`).join(" ");
  const id = await contact(words);
  await advance([id], byJob);
  const parts = await said(id);
  expect(parts.length).toBeGreaterThan(2);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
  expect(parts.join(" ")).toBe(`eco ${words}`);
});

test("hundreds of messages of one contact are all answered, in turns", async () => {
  await answering(answerOnce);
  const texts = Array.from({ length: 450 }, (_, n) => String(n));
  const id = await contact(...texts);
  await createAdvancer(silent)([id]);
  expect(await said(id)).toEqual(texts.map((text) => `eco ${text}`));
});

test("a cancelled execution ends with a reason, its timer is dropped, and what waited behind it begins anew", async () => {
  await answering(delayed(60));
  const id = await contact("oi", "alô?");
  await advance([id], byJob);
  const [open] = await executions(id);
  await server.rows("INSERT INTO users (id, email, role) VALUES (7, 'maria@example.com', 'editor')");
  const stop = () => stopExecution({ id: "user:7", role: "editor" }, open?.id ?? 0);
  expect(await stop()).toMatchObject({ status: "cancelled", problem: { code: "cancelled_by", params: { who: "maria@example.com" } } });
  await expect(stop()).rejects.toMatchObject({ status: 409 });
  expect(await jobs("advance")).toEqual([{ contactIds: [id] }]);
  await advance([id], byJob);
  expect((await executions(id)).map(({ status, reason }) => [status, reason])).toEqual([["cancelled", "cancelled by maria@example.com"], ["scheduled", null]]);
  expect(await server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1 ORDER BY id", [id])).toEqual([{ status: "cancelled" }, { status: "pending" }]);
  expect(await said(id)).toEqual(["já volto oi", "já volto alô?"]);
});
