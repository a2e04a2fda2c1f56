import pg from "pg";
import { expect, test } from "vitest";
import type { Context, ExecutionState, FlowGraph, Frame } from "#lib/engine/types.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, answerWith, contact, said, write } = await startAdvancing();

const asks = (question: string): FlowGraph =>
  graph(
    {
      ask: ["wait_for_input", { question, context_key: "name", timeout_seconds: 60 }],
      thanks: ["send_message", { message: `${question} {{ name }}` }],
    },
    [["ask", "thanks"]],
  );
const caller = (flowId: number, config: Context = {}): FlowGraph =>
  graph(
    {
      call: ["start_flow", { flow_id: flowId, ...config }],
      done: ["send_message", { message: "done {{ child.name }}" }],
      sorry: ["send_message", { message: "sorry" }],
    },
    [
      ["call", "done", null, "completed"],
      ["call", "sorry", null, "failed"],
    ],
  );

async function publishAgain(flowId: number, next: FlowGraph): Promise<number> {
  const [version] = await server.rows<{ id: number }>(
    "INSERT INTO flow_versions (flow_id, number, graph) VALUES ($1, 2, $2) RETURNING id",
    [flowId, JSON.stringify(next)],
  );
  await server.rows("UPDATE flows SET published_version_id = $2 WHERE id = $1", [flowId, version?.id]);
  return version?.id ?? NaN;
}

const execution = async (contactId: number) => {
  const [row] = await server.rows<{ id: number; node_id: string; status: string; state: ExecutionState }>(
    "SELECT id, node_id, status, state FROM executions WHERE contact_id = $1",
    [contactId],
  );
  if (row === undefined) throw new Error("nothing was begun");
  return row;
};

test("a flow within a flow keeps its version, its visits say where they happened, and the execution rests at the node that began it", async () => {
  const child = await server.publish(asks("Nome?"));
  await answerWith(caller(child.flowId));
  const id = await contact("oi");
  await advance(id);
  expect(await said(id)).toEqual(["Nome?"]);
  const open = await execution(id);
  expect(open).toMatchObject({ node_id: "call", status: "waiting", state: { nodeId: "ask" } });

  const newer = await publishAgain(child.flowId, asks("Como se chama?"));
  await write(id, "Bia");
  await advance(id);
  expect(await said(id)).toEqual(["Nome?", "Nome? Bia", "done Bia"]);
  const visits = await server.rows(
    "SELECT node_id, flow_version_id AS version, frame FROM execution_log WHERE execution_id = $1 ORDER BY seq",
    [open.id],
  );
  expect(visits).toEqual([
    { node_id: "call", version: null, frame: null },
    ...["ask", "ask", "thanks"].map((node_id) => ({ node_id, version: child.versionId, frame: 2 })),
    { node_id: "call", version: null, frame: null },
    { node_id: "done", version: null, frame: null },
  ]);
  // The timer of the question is over with it.
  expect(await server.rows("SELECT status FROM scheduled_actions WHERE contact_id = $1", [id])).toEqual([{ status: "cancelled" }]);

  const second = await contact("oi");
  await advance(second);
  expect(await said(second)).toEqual(["Como se chama?"]);
  expect((await execution(second)).state.flow).toMatchObject({ flowVersionId: newer });
});

test("flows within flows within flows are found at once, and what is archived leaves by failed", async () => {
  const inner = await server.publish(asks("Fundo?"));
  const middle = await server.publish(caller(inner.flowId));
  await answerWith(caller(middle.flowId));
  const id = await contact("oi");
  await advance(id);
  await write(id, "Bia");
  await advance(id);
  expect(await said(id)).toEqual(["Fundo?", "Fundo? Bia", "done Bia", "done "]);
  await server.rows("UPDATE flows SET archived_at = now() WHERE id = $1", [inner.flowId]);
  const second = await contact("oi");
  await advance(second);
  expect(await said(second)).toEqual(["sorry", "done "]);
});

test("an execution that has gone to another flow for good is at no node of its own", async () => {
  const child = await server.publish(asks("Nome?"));
  await answerWith(caller(child.flowId, { mode: "go" }));
  const id = await contact("oi");
  await advance(id);
  expect(await execution(id)).toMatchObject({ node_id: null, state: { nodeId: "ask", left: { last_message: "oi" } } });
});

test("who begins no other flow costs no statement more; who does costs one, once the flows are known", async () => {
  const inner = await server.publish(asks("Fundo?"));
  const middle = await server.publish(caller(inner.flowId));
  const statements = async (flow: FlowGraph): Promise<number> => {
    await answerWith(flow);
    await advance(await contact("oi"));
    const next = await contact("oi");
    let count = 0;
    const send = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      count += 1;
      return send.apply(this, given);
    } as typeof pg.Client.prototype.query;
    try {
      await advance(next);
    } finally {
      pg.Client.prototype.query = send as typeof pg.Client.prototype.query;
    }
    return count;
  };
  const plain = await statements(asks("Nome?"));
  expect(await statements(caller(middle.flowId))).toBe(plain + 1);
});

test("a frame that was interrupted keeps its timer; it goes with its visit, and with the execution", async () => {
  const { leftTimersPart } = await import("#server/effects/schedule_timer/write");
  const waits = (token: string): Frame => ({
    nodeId: "ask",
    context: {},
    waitingFor: { kind: "message", for: ["message", "timer"], token },
  });
  const whole = { status: "waiting" as const, visitCount: 1, visitsSinceMessage: 0, reason: null };
  const before: ExecutionState = { ...whole, ...waits("v1") };
  const interrupted: ExecutionState = { ...whole, ...waits("v2"), below: [waits("v1")] };
  const left = (was: ExecutionState, state: ExecutionState) =>
    leftTimersPart
      .rows(
        [
          {
            contact: { id: 1, channelId: 1 },
            execution: { id: 1, flowId: 1, flowVersionId: 1, seq: 1, was, state },
            visits: [],
            effects: [],
          },
        ],
        [],
      )
      .map((row) => (row as { token: string }).token);
  expect(left(before, interrupted)).toEqual([]);
  expect(left(interrupted, before)).toEqual(["v2"]);
  expect(left(interrupted, { ...interrupted, status: "failed", waitingFor: null })).toEqual(["v2", "v1"]);
});
