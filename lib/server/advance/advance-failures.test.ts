import { expect, test } from "vitest";
import type { NodeType, Outcome } from "#lib/engine/define-node.ts";
import { runMailbox } from "#lib/engine/run-mailbox.ts";
import type { Context, FlowGraph } from "#lib/engine/types.ts";
import { end } from "#lib/nodes/end/node.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { answerOnce, delayed, echo, graph } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, advanceAll, answerWith, contact, write, said, executions, unprocessed, jobs } = await startAdvancing();
const { loadContacts } = await import("./load.ts");
const { saveTurns, FencedError } = await import("./save.ts");
const { compiledVersion, loadVersions } = await import("./versions.ts");
const { inTransaction } = await import("../platform/db.ts");

const tools = { flow: compiledVersion, nextExecutionId: () => 0 };

/** Sent back, it is what PostgreSQL refuses, as it refuses what the engine did not foresee. */
const POISON = "☠";
await server.rows("ALTER TABLE messages ADD CONSTRAINT storable CHECK (text NOT LIKE '%☠%')");

test.each(["executions", "execution_log", "messages", "pgboss.job"])(
  "when %s can't be written, nothing of the advance is",
  async (table) => {
    await answerWith(echo);
    const id = await contact("oi");
    // The condition is false for every row, and each of these tables gets one.
    await server.rows(`ALTER TABLE ${table} ADD CONSTRAINT refused CHECK (1 = 0) NOT VALID`);
    try {
      await expect(advance(id)).rejects.toThrow("refused");
    } finally {
      await server.rows(`ALTER TABLE ${table} DROP CONSTRAINT refused`);
    }
    expect([await executions(id), await said(id), await jobs("send"), await unprocessed(id)]).toEqual([[], [], [], 1]);
    await advance(id);
    expect(await said(id)).toEqual(["eco oi"]);
  },
);

test("an advance whose execution was moved on meanwhile is fenced, and nothing of it is kept", async () => {
  await answerWith(echo);
  const [fenced, neighbour] = [await contact("a"), await contact("x")];
  await advance(fenced, neighbour);
  await write(fenced, "b");
  await write(neighbour, "y");
  const zombie = inTransaction(async (client) => {
    const contacts = await loadContacts(client, [fenced, neighbour]);
    await loadVersions(
      client,
      contacts.flatMap((loaded) => (loaded.open === null ? [] : [loaded.open.flowVersionId])),
    );
    const turns = contacts.map((loaded) => ({ contact: loaded, ...runMailbox(loaded, loaded.mailbox, tools) }));
    // Asleep without its lock, as after a pause longer than its connection lived.
    await server.rows("UPDATE executions SET seq = seq + 1 WHERE contact_id = $1", [fenced]);
    await saveTurns(client, turns);
  });
  await expect(zombie).rejects.toThrow(FencedError);
  expect([await said(fenced), await said(neighbour)]).toEqual([["eco a"], ["eco x"]]);
  await advance(fenced, neighbour);
  expect([await said(fenced), await said(neighbour)]).toEqual([
    ["eco a", "eco b"],
    ["eco x", "eco y"],
  ]);
});

test("an advance whose mailbox was emptied meanwhile is fenced", async () => {
  await answerWith(answerOnce);
  const id = await contact("oi");
  const zombie = inTransaction(async (client) => {
    const contacts = await loadContacts(client, [id]);
    await loadVersions(
      client,
      contacts.flatMap((loaded) => (loaded.defaultVersion === null ? [] : [loaded.defaultVersion.flowVersionId])),
    );
    const [{ id: executionId } = { id: 0 }] = await server.rows<{ id: number }>("SELECT nextval('executions_id_seq') AS id");
    const mine = { ...tools, nextExecutionId: () => executionId };
    const turns = contacts.map((loaded) => ({ contact: loaded, ...runMailbox(loaded, loaded.mailbox, mine) }));
    await advance(id).catch(() => {});
    await saveTurns(client, turns);
  });
  await expect(zombie).rejects.toThrow(FencedError);
  expect(await said(id)).toEqual(["eco oi"]);
});

test("a worker that is fenced looks again and goes on", async () => {
  await answerWith(echo);
  const id = await contact("a");
  await advanceAll(id);
  await write(id, "b");
  // The first attempt to log a visit finds the execution moved on, as a zombie would have done it; each later one does not.
  await server.rows("CREATE SEQUENCE tries");
  await server.rows(
    "CREATE FUNCTION move_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN RETURN NULL; END IF; RETURN new; END $$",
  );
  await server.rows("CREATE TRIGGER move_on BEFORE UPDATE ON executions FOR EACH ROW EXECUTE FUNCTION move_on()");
  await advanceAll(id);
  await server.rows("DROP TRIGGER move_on ON executions");
  expect(await server.rows("SELECT last_value::int AS tries FROM tries")).toEqual([{ tries: 2 }]);
  expect(await said(id)).toEqual(["eco a", "eco b"]);
});

test("a conversation that PostgreSQL can't store ends as failed with a reason, its neighbours go on, and so does its contact", async () => {
  await answerWith(echo);
  const [poisoned, neighbour] = [await contact("a"), await contact("x")];
  await advanceAll(poisoned, neighbour);
  await write(poisoned, "b", POISON, "c");
  await write(neighbour, "y");
  await advanceAll(poisoned, neighbour);
  expect(await said(neighbour)).toEqual(["eco x", "eco y"]);
  expect(await executions(poisoned)).toMatchObject([
    { status: "failed", reason: expect.stringContaining("error 23514") },
    { status: "waiting" },
  ]);
  expect([await said(poisoned), await unprocessed(poisoned)]).toEqual([["eco a", "eco b", "eco c"], 0]);
});

test("a first message that can't be answered leaves a failed execution behind, not silence", async () => {
  await answerWith(graph({ say: ["send_message", { message: "eco {{ last_message }}" }] }, []));
  const id = await contact(POISON);
  await advanceAll(id);
  expect(await executions(id)).toEqual([expect.objectContaining({ status: "failed", reason: expect.stringContaining("23514") })]);
  expect(await unprocessed(id)).toBe(0);
});

test("a start that PostgreSQL can't store ends what was open, with the reason as data and without its timer", async () => {
  const poison = await server.publish(graph({ say: ["send_message", { message: "{{ last_message }}" }] }, []));
  await answerWith(delayed(60));
  const id = await contact("oi");
  await advance(id);
  await server.rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'execution_started', $2)", [
    id,
    JSON.stringify({ execution_id: 987_654, flow_id: poison.flowId, flow_version_id: poison.versionId, context: { last_message: POISON } }),
  ]);
  await advanceAll(id);
  expect(await server.rows("SELECT status, state FROM executions WHERE contact_id = $1", [id])).toMatchObject([
    { status: "failed", state: { status: "failed", waitingFor: null, problem: { code: "not_stored", params: { code: "23514" } } } },
  ]);
  expect(await server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1", [id])).toEqual([{ status: "cancelled" }]);
});

/** A node type with a mistake outside of what the engine guards: what its `enter` returns breaks whoever reads or stores it. */
function misbehave(type: string, outcome: (token: string) => Outcome): FlowGraph {
  // Only this process's registry.
  (nodeTypes as Map<string, NodeType>).set(type, {
    ...end,
    type,
    exits: () => ["next"],
    enter: ({ context, token }) => (context.last_message === "mau" ? outcome(token) : { exit: "next" }),
  });
  return graph(
    { say: ["send_message", { message: "eco {{ last_message }}" }], act: [type], hear: ["wait_for_input", { hears_earlier: true }] },
    [
      ["say", "act"],
      ["act", "hear"],
      ["hear", "say"],
    ],
  );
}

const circular: Context = {};
circular.self = circular;
const refusedWith = (sqlState: string) => async () => {
  await server.rows(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${sqlState}'; END $$`,
  );
  await server.rows("CREATE TRIGGER refuse BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.text = 'eco mau') EXECUTE FUNCTION refuse()");
  return () => server.rows("DROP FUNCTION refuse CASCADE");
};

test.each<[string, FlowGraph, (() => Promise<() => Promise<unknown>>)?]>([
  [
    "a node type throws while the next step is decided",
    misbehave("throws", () => ({
      exit: "next",
      get effects(): never {
        throw new TypeError("broken");
      },
    })),
  ],
  [
    "what a node type decided can't be written as JSON",
    misbehave("circular", (token) => ({
      wait: { for: ["ai"] },
      effects: [{ type: "complete_ai", token, request: circular }],
    })),
  ],
  ["PostgreSQL gives it up as too long", echo, refusedWith("57014")],
])("%s: that conversation ends as failed, its neighbours go on, and so does its contact", async (_name, flow, prepare) => {
  await answerWith(flow);
  const undo = await prepare?.();
  const [poisoned, neighbour] = [await contact("a"), await contact("x")];
  await advanceAll(poisoned, neighbour);
  await write(poisoned, "b", "mau", "c");
  await write(neighbour, "y");
  await advanceAll(poisoned, neighbour).finally(undo);
  expect(await said(neighbour)).toEqual(["eco x", "eco y"]);
  expect(await executions(poisoned)).toMatchObject([{ status: "failed", reason: expect.any(String) }, { status: "waiting" }]);
  expect([await said(poisoned), await unprocessed(poisoned)]).toEqual([["eco a", "eco b", "eco c"], 0]);
});

test("while the database is out of reach no conversation is ended for it; all are tried again", async () => {
  await answerWith(echo);
  const undo = await refusedWith("53100")();
  const [one, other] = [await contact("mau"), await contact("oi")];
  await expect(advanceAll(one, other).finally(undo)).rejects.toThrow("refused");
  expect([await executions(one), await executions(other), await unprocessed(one), await unprocessed(other)]).toEqual([[], [], 1, 1]);
  await advanceAll(one, other);
  expect([await said(one), await said(other)]).toEqual([["eco mau"], ["eco oi"]]);
});

test("a contact that another process holds does not hold up its neighbours", async () => {
  await answerWith(answerOnce);
  const [held, free] = [await contact("a"), await contact("x")];
  const { lockContacts } = await import("../state/lock.ts");
  const [isHeld, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = inTransaction(async (client) => {
    await lockContacts(client, [held]);
    isHeld.resolve();
    await end.promise;
  });
  await isHeld.promise;
  try {
    await expect(advanceAll(held, free)).rejects.toThrow("lock timeout");
    expect(await said(free)).toEqual(["eco x"]);
  } finally {
    end.resolve();
    await holder;
  }
  await advanceAll(held);
  expect(await said(held)).toEqual(["eco a"]);
});
