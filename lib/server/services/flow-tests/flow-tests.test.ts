import { afterAll, expect, test } from "vitest";
import { EXAMPLE_FLOW_TEST } from "#lib/flow-tests/schema.ts";
import { startTestApi } from "../../../../scripts/test-setup/api.ts";

const api = await startTestApi();
afterAll(() => api.close());

const position = { x: 0, y: 0 };
const graph = (greeting: string) => ({
  nodes: [
    { id: "hello", name: "Olá", node_type: "send_message", config: { message: greeting }, position },
    { id: "name", name: "Nome", node_type: "wait_for_input", config: { context_key: "nome" }, position },
    { id: "bye", name: "Fim", node_type: "end", config: {}, position },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "name", exit: "next", condition: null },
    { id: "t2", from: "name", to: "bye", exit: "next", condition: null },
  ],
  start: "hello",
});
const GREETING = "Olá! Qual é o seu nome?";

async function flowWith(greeting = GREETING): Promise<number> {
  const { body } = await api.call("POST", "/flows/import", { json: { name: "Testado", graph: graph(greeting) } });
  return body.id;
}
const keep = (flowId: number, name: string) => api.call("POST", `/flows/${flowId}/tests`, { json: { ...EXAMPLE_FLOW_TEST, name } });
const run = async (flowId: number, json: object = {}) => (await api.call("POST", `/flows/${flowId}/tests/run`, { json })).body;

test("a test that was kept comes back equal, in the list too", async () => {
  const flowId = await flowWith();
  const { body: kept } = await keep(flowId, "Diz o nome");
  expect(kept).toMatchObject({ ...EXAMPLE_FLOW_TEST, flow_id: flowId });
  expect((await api.call("GET", `/flows/${flowId}/tests`)).body).toEqual({ items: [kept], next_cursor: null });
});

test("a list of tests pages, newest first", async () => {
  const flowId = await flowWith();
  for (const name of ["a", "b", "c"]) await keep(flowId, name);
  const first = (await api.call("GET", `/flows/${flowId}/tests?limit=2`)).body;
  const second = (await api.call("GET", `/flows/${flowId}/tests?limit=2&cursor=${first.next_cursor}`)).body;
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(second.next_cursor).toBeNull();
});

test("what a change leaves out stays", async () => {
  const flowId = await flowWith();
  const { body: kept } = await keep(flowId, "Antes");
  const { body: changed } = await api.call("PATCH", `/flows/${flowId}/tests/${kept.id}`, { json: { name: "Depois" } });
  expect(changed).toEqual({ ...kept, name: "Depois", updated_at: changed.updated_at });
});

test("the calendars that a test goes by go with it into an export, and come back", async () => {
  const flowId = await flowWith();
  const hours = { monday: [{ from: "08:00", to: "18:00" }] };
  const calendars = [{ id: 7, name: "Loja", time_zone: "America/Sao_Paulo", hours, holidays: [], prepared_holidays: "brazil" }];
  await api.call("POST", `/flows/${flowId}/tests`, { json: { ...EXAMPLE_FLOW_TEST, name: "Na hora", calendars } });
  const { body: file } = await api.call("GET", `/flows/${flowId}/export`);
  expect(file.tests).toMatchObject([{ name: "Na hora", calendars: [{ id: 7, name: "Loja", hours }] }]);
  const { body: imported } = await api.call("POST", "/flows/import", { json: { ...file, name: "De novo" } });
  expect((await api.call("GET", `/flows/${imported.id}/tests`)).body.items).toMatchObject(file.tests);
});

test("two tests of one flow can not have the same name, of two flows they can", async () => {
  const flowId = await flowWith();
  await keep(flowId, "Nome");
  expect((await keep(flowId, "Nome")).status).toBe(409);
  const { body: other } = await keep(flowId, "Outro");
  expect((await api.call("PATCH", `/flows/${flowId}/tests/${other.id}`, { json: { name: "Nome" } })).status).toBe(409);
  expect((await keep(await flowWith(), "Nome")).status).toBe(201);
});

test("a test is changed, deleted and run through its own flow only", async () => {
  const { body: kept } = await keep(await flowWith(), "Meu");
  const other = await flowWith();
  expect((await api.call("PATCH", `/flows/${other}/tests/${kept.id}`, { json: { name: "Teu" } })).status).toBe(404);
  expect((await api.call("DELETE", `/flows/${other}/tests/${kept.id}`)).status).toBe(404);
  expect((await api.call("POST", `/flows/${other}/tests/run`, { json: { test_ids: [kept.id] } })).status).toBe(404);
});

test("running says what differs, turn by turn", async () => {
  const flowId = await flowWith("Oi!");
  const { body: red } = await keep(flowId, "Vermelho");
  const { body: green } = await api.call("POST", `/flows/${flowId}/tests`, {
    json: { name: "Verde", turns: [{ do: { action: "say", text: "oi" }, expect: { messages: ["Oi!"] } }] },
  });
  expect(await run(flowId)).toEqual({
    passed: false,
    results: [
      {
        test_id: red.id,
        name: "Vermelho",
        passed: false,
        turns: [
          {
            differences: [
              {
                kind: "messages",
                lines: [
                  { kind: "missing", text: GREETING },
                  { kind: "extra", text: "Oi!" },
                ],
              },
            ],
          },
          { differences: [] },
        ],
      },
      { test_id: green.id, name: "Verde", passed: true, turns: [{ differences: [] }] },
    ],
  });
  expect(await run(flowId, { test_ids: [green.id] })).toMatchObject({ passed: true, results: [{ name: "Verde" }] });
});

test("a version is tested as it was published, whatever the draft says", async () => {
  const flowId = await flowWith();
  await keep(flowId, "Diz o nome");
  await api.call("POST", `/flows/${flowId}/publish`, { json: {} });
  const { body } = await api.call("GET", `/flows/${flowId}`);
  await api.call("PUT", `/flows/${flowId}/draft`, { json: { ...graph("Mudou"), revision: body.revision } });
  expect((await run(flowId)).passed).toBe(false);
  expect((await run(flowId, { version: 1 })).passed).toBe(true);
  expect((await api.call("POST", `/flows/${flowId}/tests/run`, { json: { version: 9 } })).status).toBe(404);
});

test("tests go with their flow", async () => {
  const flowId = await flowWith();
  await keep(flowId, "Some");
  await api.call("DELETE", `/flows/${flowId}`);
  expect((await api.db.query("SELECT FROM flow_tests WHERE flow_id = $1", [flowId])).rowCount).toBe(0);
});

test("an export carries the tests, and importing it keeps them", async () => {
  const flowId = await flowWith();
  for (const name of ["a", "b"]) await keep(flowId, name);
  const { body: file } = await api.call("GET", `/flows/${flowId}/export`);
  expect(file.tests).toEqual([
    { ...EXAMPLE_FLOW_TEST, name: "a" },
    { ...EXAMPLE_FLOW_TEST, name: "b" },
  ]);
  const { body: copy } = await api.call("POST", "/flows/import", { json: file });
  expect((await api.call("GET", `/flows/${copy.id}/export`)).body).toEqual(file);
  expect((await api.call("POST", "/flows/import", { json: { ...file, tests: [file.tests[0], file.tests[0]] } })).status).toBe(422);
});

test("a copy of a flow has its tests too, which are its own from then on", async () => {
  const { duplicateFlow } = await import("../flows/duplicate.ts");
  const flowId = await flowWith();
  for (const name of ["a", "b"]) await keep(flowId, name);
  const copy = await duplicateFlow({ id: "user:1", role: "editor" }, flowId, "Cópia");
  const testsOf = async (id: number) => (await api.call("GET", `/flows/${id}/export`)).body.tests;
  expect(await testsOf(copy.id)).toEqual([
    { ...EXAMPLE_FLOW_TEST, name: "a" },
    { ...EXAMPLE_FLOW_TEST, name: "b" },
  ]);
  expect(await run(copy.id)).toMatchObject({ passed: true, results: [{ name: "a" }, { name: "b" }] });
  await api.call("DELETE", `/flows/${flowId}`);
  expect(await testsOf(copy.id)).toHaveLength(2);
});

test("a flow has at most a hundred tests", async () => {
  const flowId = await flowWith();
  await api.db.query("INSERT INTO flow_tests (flow_id, name, conversation) SELECT $1, n, '{}' FROM generate_series(1, 100) AS n", [flowId]);
  expect((await keep(flowId, "Um a mais")).body).toMatchObject({ status: 409, type: "urn:siga:problem:too-many-tests" });
});

test("who keeps, changes and deletes a test is in the audit log", async () => {
  const flowId = await flowWith();
  const { body: kept } = await keep(flowId, "Auditado");
  await api.call("PATCH", `/flows/${flowId}/tests/${kept.id}`, { json: { turns: EXAMPLE_FLOW_TEST.turns } });
  await api.call("DELETE", `/flows/${flowId}/tests/${kept.id}`);
  const { rows } = await api.db.query(
    "SELECT action, details FROM audit_log WHERE object_type = 'flow' AND object_id = $1 AND action LIKE 'flow_test.%' ORDER BY id",
    [String(flowId)],
  );
  expect(rows.map((row) => row.action)).toEqual(["flow_test.created", "flow_test.updated", "flow_test.deleted"]);
  expect(rows.every((row) => row.details.test_id === kept.id)).toBe(true);
});
