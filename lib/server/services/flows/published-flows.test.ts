import { afterAll, beforeAll, expect, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function published(name: string, drawn: FlowGraph): Promise<number> {
  const { body } = await api.call("POST", "/flows/import", { json: { name, graph: drawn } });
  expect((await api.call("POST", `/flows/${body.id}/publish`, { json: {} })).status).toBe(200);
  return body.id as number;
}
const asks = graph({ ask: ["wait_for_input", { question: "Nome?", context_key: "name" }] }, []);
const goes = (flowId: number): FlowGraph => graph({ on: ["start_flow", { flow_id: flowId, mode: "go" }] }, []);
const begins = (flowId: number): FlowGraph =>
  graph({ call: ["start_flow", { flow_id: flowId }], done: ["send_message", { message: "Oi {{ child.name }}" }] }, [
    ["call", "done", null, "completed"],
  ]);

test("whoever runs a flow finds all that it may come to, and a flow test goes through it", async () => {
  const inner = await published("Fundo", asks);
  const middle = await published("Meio", goes(inner));
  const draft = await api.call("POST", "/flows", { json: { name: "Só rascunho" } });
  const { status, body } = await api.call("GET", `/flows/published?ids=${middle},${draft.body.id},999999`);
  expect(status).toBe(200);
  expect(body.items.map((item: { name: string; published: unknown }) => [item.name, item.published !== null])).toEqual([
    ["Meio", true],
    ["Só rascunho", false],
    ["Fundo", true],
  ]);
  expect((await api.call("GET", "/flows/published?ids=x")).status).toBe(400);
  expect((await api.call("GET", "/flows/published")).body).toEqual({ items: [] });

  const outer = await published("Fora", begins(middle));
  const say = (text: string, expected: object) => ({ do: { action: "say", text }, expect: expected });
  const conversation = {
    name: "passa por dentro",
    turns: [say("oi", { messages: ["Nome?"], node: "ask" }), say("Bia", { messages: ["Oi Bia"], status: "completed" })],
  };
  expect((await api.call("POST", `/flows/${outer}/tests`, { json: conversation })).status).toBe(201);
  const run = await api.call("POST", `/flows/${outer}/tests/run`, { json: {} });
  expect(run.body).toMatchObject({ passed: true });
});

test("the history of an execution has the graphs of the flows it was in, and a context for each", async () => {
  const { advance } = await import("../../advance/advance.ts");
  const inner = await published("Nome", asks);
  const outer = await published("Fora", begins(inner));
  const { rows } = await api.db.query<{ id: number }>("INSERT INTO channels (name, phone_number_id) VALUES ('c', '77001') RETURNING id");
  const started = await api.call("POST", "/flows/start", {
    json: { flow_id: outer, contact: "+5511900000077", channel_id: rows[0]?.id },
  });
  const { execution_id: id, contact_id: contactId } = started.body;
  await api.db.query(
    `INSERT INTO mailbox (contact_id, kind, payload)
      VALUES ($1, 'message_received', '{"message": {"id": "m1", "type": "text", "text": "Bia"}}')`,
    [contactId],
  );
  const open = await api.call("GET", `/executions/${id}`);
  expect(open.body).toMatchObject({ node_id: "call", status: "waiting" });
  await advance([contactId], { sendBy: "job" });
  const { body } = await api.call("GET", `/executions/${id}/history`);
  expect(body.execution).toMatchObject({ status: "completed", flow_name: "Fora" });
  expect(body.flows).toMatchObject([{ flow_id: inner, name: "Nome", version: 1, graph: { start: "ask" } }]);
  const version = body.flows[0].version_id as number;
  expect(
    body.visits.map((visit: { node_id: string; outcome: string; flow_version_id: number | null; frame: number | null }) => [
      visit.node_id,
      visit.outcome,
      visit.flow_version_id,
      visit.frame,
    ]),
  ).toEqual([
    ["call", "began", null, null],
    ["ask", "waits", version, 2],
    ["ask", "ended", version, 2],
    ["call", "left", null, null],
    ["done", "ended", null, null],
  ]);
  const later = await api.call("GET", `/executions/${id}/history?before=4`);
  expect(later.body.visits).toHaveLength(3);
  const answers = await api.call("GET", `/flows/${outer}/answers`);
  expect(answers.body.items[0].values).toMatchObject({ child: { name: "Bia" } });
});

test("a flow that another one begins is neither archived nor deleted, nor one that has run within another", async () => {
  const inner = await published("Endereço", asks);
  const outer = await published("Pedido", begins(inner));
  const refused = await api.call("DELETE", `/flows/${inner}`);
  expect(refused).toMatchObject({ status: 409, body: { type: "urn:siga:problem:begun-by-flow" } });
  expect(refused.body.detail).toContain('"Pedido"');
  const { rows } = await api.db.query<{ id: number }>("INSERT INTO channels (name, phone_number_id) VALUES ('c', '77002') RETURNING id");
  await api.call("POST", "/flows/start", { json: { flow_id: outer, contact: "+5511900000078", channel_id: rows[0]?.id } });
  const { body: current } = await api.call("GET", `/flows/${outer}`);
  await api.call("PUT", `/flows/${outer}/draft`, { json: { ...graph({ end: ["end"] }, []), revision: current.revision } });
  expect((await api.call("POST", `/flows/${outer}/publish`, { json: {} })).status).toBe(200);
  expect((await api.call("DELETE", `/flows/${inner}`)).status).toBe(204);
  expect((await api.call("GET", `/flows/${inner}`)).body).toMatchObject({ state: "archived" });
});

test("an export names the flows that it begins, and an import finds those of these names, or none", async () => {
  const inner = await published("Só um nome", asks);
  const { body: outer } = await api.call("POST", "/flows/import", { json: { name: "Exportado", graph: begins(inner) } });
  const { body: file } = await api.call("GET", `/flows/${outer.id}/export`);
  expect(file.flows).toEqual({ [inner]: "Só um nome" });
  const begunBy = async (flows: Record<string, string>, flowId: number) => {
    const { status, body } = await api.call("POST", "/flows/import", { json: { name: "De volta", graph: begins(flowId), flows } });
    expect(status).toBe(201);
    return body.nodes[0].config.flow_id as number | null;
  };
  expect(await begunBy(file.flows, inner)).toBe(inner);
  // From an installation where it had another id.
  expect(await begunBy({ "99": "Só um nome" }, 99)).toBe(inner);
  expect(await begunBy({ [inner]: "Outro" }, inner)).toBeNull();
  const again = await api.call("POST", "/flows/import", { json: file });
  expect(again.body.draft).toEqual(outer.draft);
});

test("publishing tells of a flow that is not there, and refuses one that comes back without listening", async () => {
  const { body: gone } = await api.call("POST", "/flows/import", { json: { name: "Perdido", graph: begins(999_999) } });
  const refused = await api.call("POST", `/flows/${gone.id}/publish`, { json: {} });
  expect(refused.status).toBe(422);
  expect(refused.body.issues.map(({ code }: { code: string }) => code)).toContain("no_such_flow");
  const { body: round } = await api.call("POST", "/flows", { json: { name: "Roda" } });
  const { body } = await api.call("PUT", `/flows/${round.id}/draft`, { json: { ...begins(round.id), revision: round.revision } });
  expect(body.issues.map(({ code }: { code: string }) => code)).toContain("flow_without_listening");
});

test("a flow that begins itself begins itself where it is copied, and where it is imported; another one that it begins stays", async () => {
  const other = await published("Outro", asks);
  const { body: made } = await api.call("POST", "/flows", { json: { name: "De novo" } });
  const own = { ...goes(other), nodes: [...goes(other).nodes, { ...goes(made.id).nodes[0], id: "again" }] };
  const put = await api.call("PUT", `/flows/${made.id}/draft`, { json: { revision: made.revision, ...own } });
  expect(put.status).toBe(200);
  const begun = (flow: { draft: FlowGraph }) => flow.draft.nodes.map(({ config }) => config["flow_id"]);
  const { duplicateFlow } = await import("./duplicate.ts");
  const copy = await duplicateFlow({ id: "user:1", role: "editor" }, made.id, "Cópia");
  expect(begun(copy)).toEqual([other, copy.id]);
  const { body: file } = await api.call("GET", `/flows/${made.id}/export`);
  expect(file).toMatchObject({ flow_id: made.id, flows: { [other]: "Outro" } });
  const { status, body: imported } = await api.call("POST", "/flows/import", { json: { ...file, name: "Outro nome" } });
  expect(status).toBe(201);
  expect(begun(imported)).toEqual([other, imported.id]);
  expect((await api.call("GET", `/flows/${other}/export`)).body).not.toHaveProperty("flow_id");
});
