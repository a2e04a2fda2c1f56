import { expect, test } from "vitest";
import { echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const helper = graph(
  {
    hello: ["send_message", { message: "Olá!" }],
    hear: ["wait_for_input", { context_key: "pergunta" }],
    ask: [
      "ai_completion",
      { prompt: "{{ pergunta }}", send_response: true, extra_body: { headers: { authorization: "Bearer abcdefghijkl" }, seed: 7 } },
    ],
    pause: ["send_message", { message: "Só um momento", delay_seconds: 60 }],
    bye: ["end"],
  },
  [
    ["hello", "hear"],
    ["hear", "ask"],
    ["ask", "pause"],
    ["pause", "bye"],
  ],
);
const history = async (id: number, query = "") =>
  (await api.call("GET", `/executions/${id}/history${query}`, { token: api.tokens.viewer })).body;
const pulse = async (id: number) => (await api.call("GET", `/executions/${id}/pulse`)).body.pulse;

async function helped() {
  await talk.answerWith(helper);
  const contact = newPhone();
  await talk.say(contact, "oi", { id: `wamid.${contact}a` });
  const { executionId, contactId } = await talk.say(contact, "que horas abre?", { id: `wamid.${contact}b` });
  await talk.answerAi(executionId, {
    ok: true,
    text: "Às 9h.",
    simulated: false,
    model: "m",
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
  });
  return { executionId, contactId, contact };
}

test("a history tells what was said, by which visit, and what each visit changed", async () => {
  const { executionId } = await helped();
  const body = await history(executionId);
  expect(
    body.messages.map((message: Record<string, unknown>) => [message.direction, message.text, message.visit_seq, message.node_id]),
  ).toEqual([
    ["inbound", "oi", 1, "hello"],
    ["outbound", "Olá!", 1, "hello"],
    ["inbound", "que horas abre?", 3, "hear"],
    ["outbound", "Às 9h.", 5, "ask"],
    ["outbound", "Só um momento", 6, "pause"],
  ]);
  expect(body).toMatchObject({
    execution: { id: executionId, status: "scheduled", flow_name: "test" },
    waiting_for: { for: ["timer"], kind: "timer" },
    graph: { start: "hello" },
    context_before: {},
    truncated: false,
  });
  expect(body.timer_due_at).not.toBeNull();
  const context = Object.assign({}, ...body.visits.map((visit: { changes: object }) => visit.changes));
  expect(context).toEqual((await api.call("GET", `/executions/${executionId}`)).body.context);
});

test("the request to Meta is the one that is sent, and its answer is told, without any secret", async () => {
  const { executionId, contact } = await helped();
  const [, sent] = (await history(executionId)).messages;
  expect(sent.request).toEqual({
    method: "POST",
    path: "/1001/messages",
    body: {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: `+${contact}`,
      type: "text",
      text: { body: "Olá!", preview_url: false },
    },
  });
  expect(sent.answer).toBeNull();
  await talk.rows("UPDATE messages SET status = 'sent', wamid = $2, answer = $3 WHERE id = $1", [
    sent.id,
    `wamid.out${sent.id}`,
    { status: 200, body: { messages: [{ id: `wamid.out${sent.id}` }] } },
  ]);
  await talk.report({ id: `wamid.out${sent.id}`, status: "delivered", recipient: contact });
  const [, delivered] = (await history(executionId)).messages;
  expect(delivered).toMatchObject({
    status: "delivered",
    answer: { status: 200, body: { messages: [{ id: `wamid.out${sent.id}` }] } },
    status_history: [{ status: "delivered" }],
  });
  await talk.rows(
    `UPDATE messages SET status = 'unknown', wamid = NULL, answer = '{"outcome": "timeout", "cause": "TimeoutError"}', error = '{"code": 190, "title": "Bad token Bearer abcdefghijkl"}' WHERE id = $1`,
    [sent.id],
  );
  const [, lost] = (await history(executionId)).messages;
  expect(lost).toMatchObject({ answer: { outcome: "timeout", cause: "TimeoutError" }, error: { code: 190, title: "Bad token ••••••" } });
  await talk.rows("UPDATE messages SET status = 'failed', answer = NULL, data = '{\"preview_url\": 1}' WHERE id = $1", [sent.id]);
  const [, unfit] = (await history(executionId)).messages;
  expect(unfit).toMatchObject({ status: "failed", request: null, answer: null });
});

test("an AI call is told with its tokens and the visit that made it, its secrets hidden", async () => {
  const { executionId } = await helped();
  const { calls, ai_calls: named, visits } = await history(executionId);
  expect(named).toEqual(calls);
  expect(calls).toMatchObject([
    {
      effect: "complete_ai",
      visit_seq: 4,
      status: "done",
      request: { messages: [{ role: "user", content: "que horas abre?" }] },
      result: { text: "Às 9h.", usage: { total_tokens: 17 } },
    },
  ]);
  expect(visits[3]).toMatchObject({ seq: 4, node_id: "ask", outcome: "waits" });
  expect(calls[0].request.extra_body).toEqual({ headers: { authorization: "••••••" }, seed: 7 });
});

test("a message that waits to be heard is shown as waiting, and only in the conversation that will hear it", async () => {
  const { executionId, contact } = await helped();
  await talk.say(contact, "alô?", { id: `wamid.${contact}c` });
  expect((await history(executionId)).messages.at(-1)).toMatchObject({ text: "alô?", visit_seq: null, node_id: null });
  await api.call("POST", `/executions/${executionId}/cancel`);
  expect((await history(executionId)).messages.at(-1)).toMatchObject({ text: "Só um momento" });
});

test("the pulse changes with what moves in a history, and with nothing else", async () => {
  const { executionId, contact } = await helped();
  const seen = new Set([await pulse(executionId)]);
  expect(seen).toContain((await history(executionId)).pulse);
  const changed = async () => {
    const now = await pulse(executionId);
    expect(seen).not.toContain(now);
    seen.add(now);
  };
  await talk.rows("UPDATE messages SET status = 'delivered' WHERE execution_id = $1", [executionId]);
  await changed();
  await talk.rows("UPDATE calls SET status = 'pending', started_at = NULL WHERE execution_id = $1", [executionId]);
  await changed();
  await talk.rows("UPDATE calls SET status = 'running', started_at = now() WHERE execution_id = $1", [executionId]);
  await changed();
  await talk.rows("UPDATE calls SET status = 'running', started_at = now() + interval '1 min' WHERE execution_id = $1", [executionId]);
  await changed();
  await talk.say(contact, "alô?");
  await changed();
  await api.call("POST", `/executions/${executionId}/cancel`);
  await changed();
  expect(seen).toContain(await pulse(executionId));
});

test("a very long history comes in parts, each with the context before it", async () => {
  await talk.answerWith(echo);
  const { executionId } = await talk.say(newPhone(), "oi");
  await talk.rows(
    `INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, changes, at)
     SELECT $1, 2 + n, 'hear', 'wait_for_input', 'message_received', 'left', jsonb_build_object('n', n), now()
       FROM generate_series(1, 700) n`,
    [executionId],
  );
  const last = await history(executionId);
  expect(last).toMatchObject({ truncated: true, context_before: { n: 200, last_message: "oi" } });
  expect(last.visits).toHaveLength(500);
  expect(last.visits[0].seq).toBe(203);
  const first = await history(executionId, `?before=${last.visits[0].seq}`);
  expect(first).toMatchObject({ truncated: false, context_before: {} });
  expect(first.visits.map((visit: { seq: number }) => visit.seq)).toEqual(Array.from({ length: 202 }, (_, index) => index + 1));
  expect(first.messages.map((message: { text: string }) => message.text)).toEqual(["oi", "eco oi"]);
  expect(last.messages).toEqual([]);
});

const asked = graph({ hear: ["wait_for_input", { context_key: "n" }], few: ["end"], many: ["end"] }, [
  ["hear", "few", "n == 1"],
  ["hear", "many", "n - 2 > 0"],
]);

test("a visit tells the conditions it tried, in the log, in the history and in the contact's export", async () => {
  await talk.answerWith(asked);
  const phone = newPhone();
  const { executionId, contactId } = await talk.say(phone, "oi").then(() => talk.say(phone, "5"));
  const conditions = [
    { transition_id: "t1", value: false },
    { transition_id: "t2", value: true },
  ];
  const [entered, left] = (await history(executionId)).visits;
  expect(entered).toMatchObject({ outcome: "waits", transition_id: null, conditions: [] });
  expect(left).toMatchObject({ outcome: "left", transition_id: "t2", conditions });
  expect((await api.call("GET", `/executions/${executionId}`)).body.log[1].conditions).toEqual(conditions);
  const exported = (await api.call("GET", `/contacts/${contactId}/export`)).body;
  expect(exported.executions[0].log[1].conditions).toEqual([
    ["t1", false],
    ["t2", true],
  ]);
  await talk.rows("UPDATE execution_log SET conditions = NULL WHERE execution_id = $1", [executionId]);
  expect((await history(executionId)).visits[1]).toMatchObject({ transition_id: "t2", conditions: [] });
});

test("a condition that can not be evaluated fails its visit by its number and its words", async () => {
  await talk.answerWith(asked);
  const phone = newPhone();
  const { executionId } = await talk.say(phone, "oi").then(() => talk.say(phone, "dez"));
  const failed = (await history(executionId)).visits.find(({ outcome }: { outcome: string }) => outcome === "failed");
  expect(failed.conditions).toEqual([
    { transition_id: "t1", value: false },
    { transition_id: "t2", value: null },
  ]);
  expect(failed.note).toContain('condition 2 ("n - 2 > 0"): The text "dez" is not a number');
});
