import { expect, test, vi } from "vitest";
import type { NodeType } from "#lib/engine/define-node.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { waitForInput } from "#lib/nodes/wait_for_input/node.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { answerOnce, askAi, delayed, echo, graph } from "../../../scripts/test-setup/graphs.ts";

const { server, channelId, advance, advanceAll, answerWith, contact, write, said, executions, unprocessed, jobs } = await startAdvancing();
const { cancelExecution } = await import("../services/executions/cancel.ts");

test("a message becomes an execution, its visits, a reply in the outbox and a job that sends it", async () => {
  const { flowId, versionId } = await answerWith(echo);
  const id = await contact("oi");
  const advanced = await advance(id);
  expect(advanced).toMatchObject({ contactsWithMessages: [id], unfinished: [], visits: 2 });
  const [execution] = await server.rows<{ id: number; state: object }>("SELECT * FROM executions WHERE contact_id = $1", [id]);
  expect(execution).toMatchObject({
    flow_id: flowId,
    flow_version_id: versionId,
    status: "waiting",
    node_id: "hear",
    seq: 0,
    ended_at: null,
    state: { status: "waiting", context: { last_message: "oi" } },
  });
  expect(
    await server.rows("SELECT seq, node_id, node_type, outcome, exit FROM execution_log WHERE execution_id = $1 ORDER BY seq", [
      execution?.id,
    ]),
  ).toEqual([
    { seq: 1, node_id: "say", node_type: "send_message", outcome: "left", exit: "next" },
    { seq: 2, node_id: "hear", node_type: "wait_for_input", outcome: "waits", exit: null },
  ]);
  expect(
    await server.rows("SELECT channel_id, execution_id, visit_seq, status, type, text, data FROM messages WHERE contact_id = $1", [id]),
  ).toEqual([
    {
      channel_id: channelId,
      execution_id: execution?.id,
      visit_seq: 1,
      status: "queued",
      type: "text",
      text: "eco oi",
      data: { preview_url: false },
    },
  ]);
  expect(await server.rows("SELECT execution_id, processed_at IS NOT NULL AS done FROM mailbox WHERE contact_id = $1", [id])).toEqual([
    { execution_id: execution?.id, done: true },
  ]);
  expect(await jobs("send")).toEqual([{ contactIds: [id] }]);
});

test("any number of advances of one contact at once answer each message once and in order", async () => {
  await answerWith(echo);
  const texts = Array.from({ length: 40 }, (_, n) => String(n).padStart(2, "0"));
  const id = await contact(...texts.slice(0, 20));
  const running = Array.from({ length: 12 }, () => advance(id));
  await write(id, ...texts.slice(20));
  await Promise.all([...running, ...Array.from({ length: 12 }, () => advance(id))]);
  expect(await said(id)).toEqual(texts.map((text) => `eco ${text}`));
  expect(await executions(id)).toHaveLength(1);
});

test("batches that overlap in any order neither deadlock nor repeat anything", async () => {
  await answerWith(answerOnce);
  const ids = await Promise.all(Array.from({ length: 30 }, () => contact("1", "2", "3")));
  const shuffled = () => ids.toSorted(() => Math.random() - 0.5);
  await Promise.all(Array.from({ length: 10 }, () => advance(...shuffled())));
  for (const id of ids) expect(await said(id)).toEqual(["eco 1", "eco 2", "eco 3"]);
});

test("a contact has one open execution at most, whoever writes", async () => {
  const { flowId, versionId } = await answerWith(echo);
  const id = await contact("oi");
  await advance(id);
  const second = server.rows(
    "INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state) VALUES ($1, $2, $3, 'waiting', '{}')",
    [id, flowId, versionId],
  );
  await expect(second).rejects.toThrow("executions_open_key");
});

test("a conversation keeps the version it began with when another is published, and the next one gets the new", async () => {
  const { flowId, versionId } = await answerWith(
    graph(
      { a: ["send_message", { message: "um" }], hear: ["wait_for_input"], b: ["send_message", { message: "dois {{ last_message }}" }] },
      [
        ["a", "hear"],
        ["hear", "b"],
      ],
    ),
  );
  const id = await contact("oi");
  await advance(id);
  const changed = JSON.stringify(graph({ a: ["send_message", { message: "novo" }] }, []));
  await server.rows(
    `WITH version AS (INSERT INTO flow_versions (flow_id, number, graph) VALUES ($1, 2, $2) RETURNING id)
      UPDATE flows SET published_version_id = version.id FROM version WHERE flows.id = $1`,
    [flowId, changed],
  );
  await write(id, "sim", "outra vez");
  await advance(id);
  expect(await said(id)).toEqual(["um", "dois sim", "novo"]);
  expect((await executions(id)).map((row) => row.flow_version_id === versionId)).toEqual([true, false]);
});

test("what a contact sends while a timer runs waits, and the timer's row says when it is due", async () => {
  await answerWith(delayed(60));
  const id = await contact("oi", "alô?");
  const before = Date.now();
  const { nextTimerAt } = await advance(id);
  const after = Date.now();
  expect(
    await server.rows("SELECT token, status, extract(epoch FROM due_at) * 1000 = $2 AS due FROM scheduled_actions WHERE contact_id = $1", [
      id,
      nextTimerAt,
    ]),
  ).toEqual([{ token: expect.stringMatching(/^v1\./), status: "pending", due: true }]);
  expect([nextTimerAt >= before + 60_000, nextTimerAt <= after + 60_000]).toEqual([true, true]);
  expect([await said(id), await unprocessed(id)]).toEqual([["já volto oi"], 1]);
});

test("a timer that a message forestalled is cancelled, also when both come in one turn", async () => {
  // Only this process's registry.
  (nodeTypes as Map<string, NodeType>).set("ask_in_time", {
    ...waitForInput,
    type: "ask_in_time",
    enter: ({ at, token }) => ({ wait: { for: ["message", "timer"] }, effects: [{ type: "schedule_timer", token, dueAt: at + 60_000 }] }),
  });
  await answerWith(graph({ ask: ["ask_in_time", { context_key: "x" }], hear: ["wait_for_input"] }, [["ask", "hear"]]));
  const [later, atOnce] = [await contact("oi"), await contact("oi", "aqui")];
  const timers = (id: number) => server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1", [id]);
  await advance(later, atOnce);
  expect([await timers(later), await timers(atOnce)]).toEqual([[{ status: "pending" }], []]);
  await write(later, "aqui");
  await advance(later);
  expect(await timers(later)).toEqual([{ status: "cancelled" }]);
  expect(await server.rows("SELECT node_id FROM executions WHERE contact_id IN ($1, $2)", [later, atOnce])).toEqual([
    { node_id: "hear" },
    { node_id: "hear" },
  ]);
});

test("a delay is as long as the flow says although the worker's clock is a minute off the database's", async () => {
  await answerWith(delayed(60));
  const id = await contact("oi");
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
  await advance(id).finally(() => clock.mockRestore());
  expect(await server.rows("SELECT due_at > now() + interval '50 s' AS later FROM scheduled_actions WHERE contact_id = $1", [id])).toEqual([
    { later: true },
  ]);
});

test("an AI call is a row and a job, in the same transaction", async () => {
  await answerWith(askAi);
  const id = await contact("quanto é?");
  await advance(id);
  const [call] = await server.rows<{ id: number; request: { messages: unknown } }>(
    "SELECT id, status, token, request FROM calls WHERE contact_id = $1",
    [id],
  );
  expect(call).toMatchObject({
    status: "pending",
    token: expect.stringMatching(/^v1\./),
    request: { messages: [{ role: "user", content: "quanto é?" }] },
  });
  expect(await jobs("complete_ai")).toEqual([{ callId: call?.id }]);
  expect(await executions(id)).toMatchObject([{ status: "running" }]);
});

test("a text longer than Meta takes leaves as several messages, in order", async () => {
  await answerWith(answerOnce);
  const words = Array.from({ length: 1_500 }, (_, n) => `palavra${n}`).join(" ");
  const id = await contact(words);
  await advance(id);
  const parts = await said(id);
  expect(parts.length).toBeGreaterThan(2);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
  expect(parts.join(" ")).toBe(`eco ${words}`);
});

test("hundreds of messages of one contact are all answered, in turns", async () => {
  await answerWith(answerOnce);
  const texts = Array.from({ length: 450 }, (_, n) => String(n));
  const id = await contact(...texts);
  await advanceAll(id);
  expect(await said(id)).toEqual(texts.map((text) => `eco ${text}`));
});

test("a cancelled execution ends with a reason, its timer is dropped, and what waited behind it begins anew", async () => {
  await answerWith(delayed(60));
  const id = await contact("oi", "alô?");
  await advance(id);
  const [open] = await executions(id);
  await server.rows("INSERT INTO users (id, email, role) VALUES (7, 'maria@example.com', 'editor')");
  const stop = () => cancelExecution({ id: "user:7", role: "editor" }, open?.id ?? 0);
  expect(await stop()).toMatchObject({ status: "cancelled", problem: { code: "cancelled_by", params: { who: "maria@example.com" } } });
  await expect(stop()).rejects.toMatchObject({ status: 409 });
  expect(await jobs("advance")).toEqual([{ contactIds: [id] }]);
  await advance(id);
  expect((await executions(id)).map(({ status, reason }) => [status, reason])).toEqual([
    ["cancelled", "cancelled by maria@example.com"],
    ["scheduled", null],
  ]);
  expect(await server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1 ORDER BY id", [id])).toEqual([
    { status: "cancelled" },
    { status: "pending" },
  ]);
  expect(await said(id)).toEqual(["já volto oi", "já volto alô?"]);
});
