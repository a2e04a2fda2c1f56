import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { answerOnce, askOnce, pick } from "../../../../scripts/test-setup/graphs.ts";

let api: TestApi;
let channelId = NaN;
beforeAll(async () => {
  api = await startTestApi();
  await api.db.query("DELETE FROM flows");
  const { rows } = await api.db.query<{ id: number }>(
    "INSERT INTO channels (name, phone_number_id, access_token_encrypted) VALUES ('Loja', '1001', 'x') RETURNING id",
  );
  channelId = rows[0]?.id ?? NaN;
});
afterAll(() => api.close());

const words = (id: string, list: string[], more: object = {}) => ({ id, type: "words", words: list, ...more });

async function flow(name: string, triggers: object[], graph: object = answerOnce): Promise<number> {
  const { body: made } = await api.call("POST", "/flows", { json: { name } });
  const saved = await api.call("PUT", `/flows/${made.id}/draft`, { json: { revision: made.revision, ...graph, triggers } });
  expect(saved.status).toBe(200);
  return made.id;
}
const publish = (id: number) => api.call("POST", `/flows/${id}/publish`, { json: {} });
const match = async (json: object) => (await api.call("POST", "/triggers/match", { json: { channel_id: channelId, ...json } })).body;

let booking = NaN;
let catchAll = NaN;

test("triggers are saved with the draft, kept in the version, exported and imported; absent stays absent", async () => {
  booking = await flow("Agendar", [words("book", ["agendar", "marcar consulta"], { match: "contains", priority: 10, on_open: "suspend" })]);
  expect((await api.call("GET", `/flows/${booking}`)).body.draft.triggers).toEqual([
    { id: "book", type: "words", match: "contains", words: ["agendar", "marcar consulta"], priority: 10, on_open: "suspend" },
  ]);
  expect((await publish(booking)).body.issues.filter(({ severity }: { severity: string }) => severity === "error")).toEqual([]);
  const exported = (await api.call("GET", `/flows/${booking}/export`)).body;
  expect(JSON.stringify(exported)).toContain('"marcar consulta"');
  const imported = await api.call("POST", "/flows/import", { json: exported });
  expect(imported.body.draft.triggers).toHaveLength(1);
  const plain = (await api.call("POST", "/flows", { json: { name: "sem" } })).body;
  expect(plain.draft).not.toHaveProperty("triggers");
});

test.each([
  ["a type that there is not", { id: "x", type: "sunrise" }],
  ["a priority of nothing", { id: "x", type: "any_message", priority: 0 }],
  ["a zone that there is not", { id: "x", type: "schedule", cron: "0 9 * * *", time_zone: "Marte" }],
  ["a word too much", { id: "x", type: "any_message", words: ["a"] }],
])("%s is a 422", async (_, trigger) => {
  const { body: made } = await api.call("POST", "/flows", { json: { name: "x" } });
  const { status } = await api.call("PUT", `/flows/${made.id}/draft`, {
    json: { revision: made.revision, ...answerOnce, triggers: [trigger] },
  });
  expect(status).toBe(422);
});

test("the list has those of published flows alone, in their order, and publishing warns of two that tie", async () => {
  catchAll = await flow("Qualquer", [{ id: "any", type: "any_message" }, words("also", ["AGENDAR"], { priority: 10 })]);
  const before = (await api.call("GET", "/triggers", { token: api.tokens.viewer })).body.items;
  expect(before.map(({ flow_id, trigger }: { flow_id: number; trigger: { id: string } }) => [flow_id, trigger.id])).toEqual([
    [booking, "book"],
  ]);
  const { body } = await publish(catchAll);
  expect(body.issues.filter(({ code }: { code: string }) => code === "trigger_collides")).toEqual([
    expect.objectContaining({
      severity: "warning",
      field: "triggers.also",
      params: { flow: "Agendar", priority: 10, shared: "(AGENDAR)" },
    }),
  ]);
  const { items } = (await api.call("GET", "/triggers")).body;
  expect(items.map(({ flow_name, trigger }: { flow_name: string; trigger: { id: string } }) => [flow_name, trigger.id])).toEqual([
    ["Agendar", "book"],
    ["Qualquer", "also"],
    ["Qualquer", "any"],
  ]);
  expect(items[0].collides_with).toEqual([{ flow_id: catchAll, flow_name: "Qualquer", trigger_id: "also" }]);
});

test("the tester says what a message would begin, by which word, and what else fits", async () => {
  expect(await match({ text: "quero MARCAR consulta" })).toMatchObject({
    outcome: "trigger",
    starts: { flow_id: booking, flow_name: "Agendar", by: "marcar consulta", trigger: { id: "book" } },
    others: [{ flow_id: catchAll, trigger: { id: "any" }, by: null }],
  });
  expect(await match({ text: "agendar", open: true })).toMatchObject({ outcome: "trigger", starts: { flow_id: booking } });
  expect(await match({ text: "oi", open: true })).toMatchObject({ outcome: "open", starts: null, others: [{ flow_id: catchAll }] });
  expect(await match({ kind: "missed_call" })).toMatchObject({ outcome: "nothing", starts: null, others: [] });
  expect((await api.call("POST", "/triggers/match", { json: { channel_id: 99_999 } })).status).toBe(422);
  expect((await api.call("POST", "/triggers/match", { json: { contact_id: 99_999 } })).status).toBe(404);
});

test("where no trigger fits, the channel's flow is told; of a contact, what they are in", async () => {
  expect((await api.call("DELETE", `/flows/${catchAll}`)).status).toBe(204);
  const asking = await flow("Do canal", [], askOnce);
  await publish(asking);
  await api.db.query("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, asking]);
  expect(await match({ text: "oi" })).toMatchObject({ outcome: "default", starts: { flow_id: asking, trigger: null } });
  const { body: started } = await api.call("POST", "/flows/start", {
    json: { flow_id: asking, contact: "+55 11 91234-5678", channel_id: channelId },
  });
  const of = { channel_id: undefined, contact_id: started.contact_id };
  expect(await match({ ...of, text: "oi" })).toMatchObject({ outcome: "open", open_execution_id: started.execution_id });
  expect(await match({ ...of, text: "agendar" })).toMatchObject({ outcome: "trigger", open_execution_id: started.execution_id });
  await api.db.query("UPDATE executions SET status = 'handoff', state = jsonb_set(state, '{status}', '\"handoff\"') WHERE id = $1", [
    started.execution_id,
  ]);
  expect(await match({ ...of, text: "agendar" })).toMatchObject({ outcome: "person", starts: null });
  expect((await api.call("GET", `/executions/${started.execution_id}`)).body.started_by).toEqual({ type: "api" });
});

test("of a contact: a choice that is shown goes to its question, consent is heard first, and the quiet after an end is told", async () => {
  const asking = await flow("Pergunta", [], pick);
  const triggered = await flow("Palavras", [words("w", ["cardapio", "fim", "PARAR"], { on_open: "end" })]);
  for (const id of [asking, triggered]) await publish(id);
  await api.call("PATCH", `/channels/${channelId}`, { json: { opt_out_words: ["parar", "sair"] } });
  const start = { flow_id: asking, contact: "+55 11 91234-7777", channel_id: channelId };
  const { body: started } = await api.call("POST", "/flows/start", { json: start });
  const of = { channel_id: undefined, contact_id: started.contact_id };
  expect(await match({ ...of, text: "Cardápio" })).toMatchObject({ outcome: "choice", starts: null, others: [{ flow_id: triggered }] });
  expect(await match({ ...of, text: "fim" })).toMatchObject({ outcome: "trigger", starts: { flow_id: triggered } });
  expect(await match({ ...of, text: "sair" })).toMatchObject({ outcome: "choice" });
  expect(await match({ ...of, text: "parar" })).toMatchObject({ outcome: "consent", starts: null });
  await api.db.query(
    `UPDATE flow_versions SET graph = jsonb_set(graph, '{settings}', '{"after_end": {"mode": "quiet", "quiet_seconds": 600}}') WHERE flow_id = $1`,
    [asking],
  );
  await api.db.query("UPDATE executions SET status = 'completed', ended_at = now() WHERE id = $1", [started.execution_id]);
  const quiet = { execution_id: started.execution_id, flow_id: asking, flow_name: "Pergunta", until: expect.any(String) };
  expect(await match({ ...of, text: "obrigado" })).toMatchObject({ outcome: "quiet", quiet });
  expect(await match({ ...of, text: "fim" })).toMatchObject({ outcome: "trigger", quiet });
  expect((await api.call("GET", `/contacts/${started.contact_id}`)).body.quiet).toEqual(quiet);
  expect((await api.call("GET", `/executions/${started.execution_id}/history`)).body.quiet).toEqual(quiet);
  await api.db.query("UPDATE executions SET ended_at = now() - interval '601 seconds' WHERE id = $1", [started.execution_id]);
  expect((await match({ ...of, text: "obrigado" })).outcome).not.toBe("quiet");
  expect((await api.call("GET", `/contacts/${started.contact_id}`)).body.quiet).toBeNull();
});

test("a request starts a flow as its API trigger says what becomes of an open conversation; without one it ends it", async () => {
  const api_ = (on_open: string) => [{ id: "call", type: "api", on_open }];
  const [ends, suspends, ignores] = await Promise.all([
    flow("Encerra", [], answerOnce),
    flow("Suspende", api_("suspend"), askOnce),
    flow("Ignora", api_("ignore"), answerOnce),
  ]);
  for (const id of [ends, suspends, ignores]) await publish(id);
  const start = (flow_id: number) =>
    api.call("POST", "/flows/start", { json: { flow_id, contact: "+55 11 91234-9999", channel_id: channelId } });
  const first = await start(suspends);
  expect((await api.call("GET", `/executions/${first.body.execution_id}`)).body.started_by).toEqual({ type: "api", trigger: "call" });
  expect((await start(ignores)).body).toMatchObject({ status: 409, type: expect.stringContaining("conversation-open") });
  expect((await start(suspends)).body).toMatchObject({ execution_id: first.body.execution_id, status: "waiting" });
  // What came on top says in the log why it began, as the execution itself does.
  const { log } = (await api.call("GET", `/executions/${first.body.execution_id}`)).body;
  expect(
    log.flatMap(({ frame, started_by }: { frame: number | null; started_by: object | null }) => (started_by ? [[frame, started_by]] : [])),
  ).toEqual([[expect.any(Number), { type: "api", trigger: "call" }]]);
  const last = await start(ends);
  expect(last.body.execution_id).not.toBe(first.body.execution_id);
  expect((await api.call("GET", `/executions/${first.body.execution_id}`)).body.status).toBe("cancelled");
  expect((await start(ignores)).status).toBe(201);
});
