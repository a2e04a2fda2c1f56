import { expect, test } from "vitest";
import { graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const quiz = graph(
  {
    hello: ["send_message", { message: "1 ou 2?" }],
    hear: ["wait_for_input", { context_key: "n" }],
    route: ["decision"],
    again: ["send_message", { message: "Só 1 ou 2" }],
    bye: ["end"],
  },
  [
    ["hello", "hear"],
    ["hear", "route"],
    ["route", "bye", "n == 1"],
    ["route", "again", "n > 1"],
    ["again", "hear"],
  ],
);
const figures = async (flowId: number, query = "") =>
  (await api.call("GET", `/flows/${flowId}/figures${query}`, { token: api.tokens.viewer })).body;
const nodeOf = (body: { nodes: { node_id: string }[] }, id: string) => body.nodes.find((node) => node.node_id === id);

/** Has the visits of an execution follow one another by these seconds. */
const space = (executionId: number, seconds: number) =>
  talk.rows("UPDATE execution_log SET at = timestamptz '2026-01-01' + make_interval(secs => seq * $2) WHERE execution_id = $1", [
    executionId,
    seconds,
  ]);

test("each node has its visits, the exits taken, who stayed, who was lost, and how long they waited", async () => {
  const { flowId } = await talk.answerWith(quiz);
  const converse = async (seconds: number, ...texts: string[]) => {
    const contact = newPhone();
    let last = { executionId: 0, contactId: 0 };
    for (const text of texts) last = await talk.say(contact, text);
    await space(last.executionId, seconds);
    return last;
  };
  await converse(10, "oi", "1");
  await converse(20, "oi", "2", "1");
  await converse(60, "oi");
  const silent = await converse(60, "oi");
  await talk.rows("UPDATE executions SET updated_at = now() - interval '25 hours' WHERE id = $1", [silent.executionId]);
  const cancelled = await converse(60, "oi");
  await api.call("POST", `/executions/${cancelled.executionId}/cancel`);
  await converse(30, "oi", "0");

  const body = await figures(flowId);
  expect(body).toMatchObject({ version: 1, executions: 6, sampled: false });
  expect(nodeOf(body, "hello")).toEqual({
    node_id: "hello",
    visits: 6,
    exits: [{ exit: "next", transition_id: "t1", count: 6 }],
    here: 0,
    dropped: 0,
    failed: 0,
    completed: 0,
    median_wait_seconds: null,
  });
  // Entered six times at first and once again after "2"; answered after 10, 20, 20 and 30 seconds.
  expect(nodeOf(body, "hear")).toEqual({
    node_id: "hear",
    visits: 7,
    exits: [{ exit: "next", transition_id: "t2", count: 4 }],
    here: 1,
    dropped: 2,
    failed: 0,
    completed: 0,
    median_wait_seconds: 20,
  });
  expect(nodeOf(body, "route")).toEqual({
    node_id: "route",
    visits: 4,
    exits: [
      { exit: "next", transition_id: "t3", count: 2 },
      { exit: "next", transition_id: "t4", count: 1 },
      { exit: "next", transition_id: null, count: 1 },
    ],
    here: 0,
    dropped: 0,
    failed: 0,
    completed: 1,
    median_wait_seconds: null,
  });
  expect(nodeOf(body, "bye")).toMatchObject({ visits: 2, exits: [], completed: 2 });
});

test("an execution that failed is counted where it failed, and the node it is retried in once more", async () => {
  const { flowId } = await talk.answerWith(graph({ ask: ["ai_completion", { prompt: "x" }], bye: ["end"] }, [["ask", "bye"]]));
  const { executionId } = await talk.say(newPhone(), "e aí?");
  await talk.answerAi(executionId, { ok: false, code: "timeout", error: "no answer" });
  expect(nodeOf(await figures(flowId), "ask")).toMatchObject({ visits: 1, dropped: 1, failed: 1, here: 0 });
  await api.call("POST", `/executions/${executionId}/retry`, { json: {} });
  expect(nodeOf(await figures(flowId), "ask")).toMatchObject({ visits: 2, dropped: 0, failed: 0, here: 1 });
});

test("only executions of that version, started in that period, are counted", async () => {
  const { flowId } = await talk.answerWith(quiz);
  const { executionId } = await talk.say(newPhone(), "oi");
  await talk.rows("UPDATE executions SET started_at = '2020-05-05T12:00:00Z' WHERE id = $1", [executionId]);
  await talk.say(newPhone(), "oi");
  expect(await figures(flowId)).toMatchObject({ executions: 1 });
  expect(await figures(flowId, "?from=2020-05-05&to=2020-05-06")).toMatchObject({ executions: 1, from: "2020-05-05T00:00:00.000Z" });
  expect(await figures(flowId, "?from=2020-05-05T12:00:01Z&to=2020-05-06")).toMatchObject({ executions: 0, nodes: [] });
  await talk.rows("INSERT INTO flow_versions (flow_id, number, graph) SELECT flow_id, 2, graph FROM flow_versions WHERE flow_id = $1", [
    flowId,
  ]);
  expect(await figures(flowId, "?version=2")).toMatchObject({ version: 2, executions: 0 });
});

test("a version that is not there, and a flow that was never published, are a 404", async () => {
  const { flowId } = await talk.answerWith(quiz);
  expect((await api.call("GET", `/flows/${flowId}/figures?version=9`)).status).toBe(404);
  const { body } = await api.call("POST", "/flows", { json: { name: "Novo" } });
  expect((await api.call("GET", `/flows/${body.id}/figures`)).status).toBe(404);
});

test("the period is found by an index, and not by reading every execution", async () => {
  const { flowId, versionId } = await talk.answerWith(quiz);
  const { contactId } = await talk.say(newPhone(), "oi");
  await talk.rows(
    `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, started_at)
     SELECT $1, $2, $3 + n % 50, 'completed', '{}', now() - make_interval(mins => n) FROM generate_series(1, 20000) n`,
    [contactId, flowId, versionId],
  );
  await talk.rows("ANALYZE executions");
  const plan = await talk.rows<{ "QUERY PLAN": string }>(
    "EXPLAIN SELECT id FROM executions WHERE flow_version_id = $1 AND started_at >= now() - interval '1 day' ORDER BY started_at DESC LIMIT 20000",
    [versionId],
  );
  expect(JSON.stringify(plan)).toContain("executions_flow_version_id_started_at_idx");
});
