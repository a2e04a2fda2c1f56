import { afterAll, expect, test } from "vitest";
import { startTestApi } from "../../../../scripts/test-setup/api.ts";

const api = await startTestApi();
afterAll(() => api.close());

const create = async (name = "Atendimento"): Promise<number> => (await api.call("POST", "/flows", { json: { name } })).body.id;
const read = async (id: number) => (await api.call("GET", `/flows/${id}`)).body;

const GRAPH = {
  nodes: [
    {
      id: "hello",
      name: "Olá",
      node_type: "send_message",
      config: { message: "Olá {nome}!", extra: { deep: [1, null, "ção 😀"] } },
      position: { x: -1.5, y: 0 },
    },
    { id: "ask", name: "Pergunta", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 10, y: 20 } },
    { id: "bye", name: "bye", node_type: "end", config: {}, position: { x: 0, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "ask", exit: "next", condition: null },
    { id: "t2", from: "ask", to: "bye", exit: "next", condition: "nome == 'Ana'" },
    { id: "t3", from: "ask", to: "hello", exit: "next", condition: "" },
  ],
  start: "hello",
};

async function createWithGraph(): Promise<number> {
  const id = await create();
  expect((await api.call("PUT", `/flows/${id}/draft`, { json: { ...GRAPH, revision: 1 } })).status).toBe(200);
  return id;
}

test("what GET says of a draft can be sent back as it is, beside the graph with its revision", async () => {
  const id = await createWithGraph();
  const read = await api.call("GET", `/flows/${id}/draft`);
  const renamed = { ...GRAPH, nodes: GRAPH.nodes.map((node) => ({ ...node, name: "Outro" })) };
  const saved = await api.call("PUT", `/flows/${id}/draft`, { json: { ...read.body, graph: renamed } });
  expect([saved.status, saved.body.revision]).toEqual([200, 3]);
  expect((await api.call("GET", `/flows/${id}/draft`)).body.graph).toEqual(renamed);
  expect((await api.call("PUT", `/flows/${id}/draft`, { json: { ...GRAPH, revision: 3 } })).status).toBe(200);
  for (const wrong of [
    { graph: GRAPH },
    { revision: 4, graph: null },
    { ...GRAPH, graph: GRAPH, revision: 4 },
    { graph: GRAPH, revision: 4, more: 1 },
    { graph: { nodes: [] }, revision: 4 },
  ])
    expect((await api.call("PUT", `/flows/${id}/draft`, { json: wrong })).status).toBe(422);
});

test("a new flow has an empty draft at revision 1 and is not published", async () => {
  const { status, body } = await api.call("POST", "/flows", { json: { name: "  Novo  ", description: "d" } });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: "Novo",
    description: "d",
    revision: 1,
    state: "draft",
    published_version: null,
    archived_at: null,
    draft: { nodes: [], transitions: [], start: null, settings: { after_end: { mode: "quiet", quiet_seconds: 600 } } },
    nodes: [],
  });
  expect(await read(body.id)).toEqual(body);
});

test("name and description change without touching the draft's revision", async () => {
  const id = await createWithGraph();
  const { body } = await api.call("PATCH", `/flows/${id}`, { json: { name: "Outro" } });
  expect(body).toMatchObject({ name: "Outro", description: "", revision: 2, draft: GRAPH });
  expect((await api.call("PATCH", `/flows/${id}`, { json: { nme: "x" } })).body.detail).toContain('"nme"');
});

test("the list pages through every flow once, newest first, while flows are being added", async () => {
  const ids = [];
  for (const name of ["Lista A", "Lista B", "Lista C", "Lista D", "Lista_E"]) ids.push(await create(name));
  const seen: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body } = await api.call("GET", `/flows?search=lista&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    expect(body.items.length).toBeLessThanOrEqual(2);
    seen.push(...body.items.map((flow: { id: number }) => flow.id));
    cursor = body.next_cursor;
    await create("Lista nova");
  }
  expect(seen).toEqual(ids.toReversed());
  expect((await api.call("GET", "/flows?search=lista_")).body.items).toHaveLength(1);
  const clinic = await create("Recepção da Clínica");
  for (const words of ["clinica", "RECEPCAO da clí"])
    expect((await api.call("GET", `/flows?search=${encodeURIComponent(words)}`)).body.items.map((item: { id: number }) => item.id)).toEqual(
      [clinic],
    );
});

test("node by node: ids are generated, the first node is the start, each edit is one revision", async () => {
  const id = await create();
  const first = await api.call("POST", `/flows/${id}/nodes`, { json: { node_type: "send_message", config: { message: "oi" } } });
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id: "n1",
    name: "n1",
    node_type: "send_message",
    config: { message: "oi" },
    position: { x: 0, y: 0 },
    revision: 2,
  });
  const second = await api.call("POST", `/flows/${id}/nodes`, { json: { id: "fim / 1", name: "Fim", node_type: "end" } });
  expect(second.body).toMatchObject({ id: "fim / 1", name: "Fim", config: {}, revision: 3 });
  const transition = await api.call("POST", `/flows/${id}/transitions`, { json: { from: "n1", to: "fim / 1" } });
  expect(transition.status).toBe(201);
  expect(transition.body).toEqual({ id: "t1", from: "n1", to: "fim / 1", exit: "next", condition: null, revision: 4 });

  const patched = await api.call("PATCH", `/flows/${id}/nodes/n1`, { json: { config: { preview_url: true } } });
  expect(patched.body).toMatchObject({ name: "n1", config: { preview_url: true }, revision: 5 });
  const redirected = await api.call("PATCH", `/flows/${id}/transitions/t1`, { json: { to: "n1", condition: "x > 1" } });
  expect(redirected.body).toEqual({ id: "t1", from: "n1", to: "n1", exit: "next", condition: "x > 1", revision: 6 });
  expect(
    (await api.call("PATCH", `/flows/${id}/nodes/n1`, { json: { config: { preview_url: true } } })).body.revision,
    "nothing changed",
  ).toBe(6);

  expect((await api.call("DELETE", `/flows/${id}/transitions/t1`)).body).toEqual({ revision: 7 });
  await api.call("POST", `/flows/${id}/transitions`, { json: { from: "n1", to: "fim / 1" } });
  expect((await read(id)).draft.start).toBe("n1");
  expect((await api.call("DELETE", `/flows/${id}/nodes/n1`)).body).toEqual({ revision: 9 });
  expect((await read(id)).draft).toMatchObject({ nodes: [{ id: "fim / 1" }], transitions: [], start: null });
  expect((await api.call("DELETE", `/flows/${id}/nodes/${encodeURIComponent("fim / 1")}`)).body).toEqual({ revision: 10 });
});

test.each([
  ["an unknown node type", "POST", "/nodes", { node_type: "nope" }, 422, "send_message"],
  ["a taken node id", "POST", "/nodes", { id: "hello", node_type: "end" }, 409, "hello"],
  ["an unknown field", "POST", "/nodes", { node_type: "end", colour: 1 }, 422, "colour"],
  ["a config that is no object", "POST", "/nodes", { node_type: "end", config: [] }, 422, "/config"],
  ["a new id for a node", "PATCH", "/nodes/hello", { id: "other" }, 422, "/id"],
  ["an unknown node type for a node", "PATCH", "/nodes/hello", { node_type: "nope" }, 422, "decision"],
  ["a node that is not there", "PATCH", "/nodes/nope", { name: "x" }, 404, "nope"],
  ["removing a node that is not there", "DELETE", "/nodes/nope", undefined, 404, "nope"],
  ["a transition from nowhere", "POST", "/transitions", { from: "nope", to: "bye" }, 422, "/from"],
  ["a transition to nowhere", "POST", "/transitions", { from: "hello", to: "nope" }, 422, "/to"],
  ["a taken transition id", "POST", "/transitions", { id: "t1", from: "hello", to: "bye" }, 409, "t1"],
  ["moving a transition to nowhere", "PATCH", "/transitions/t1", { to: "nope" }, 422, "/to"],
  ["a transition that is not there", "PATCH", "/transitions/nope", { to: "bye" }, 404, "nope"],
  ["removing a transition that is not there", "DELETE", "/transitions/nope", undefined, 404, "nope"],
  ["a stale draft", "PUT", "/draft", { ...GRAPH, revision: 1 }, 409, "revision 2"],
  ["a draft without its revision", "PUT", "/draft", GRAPH, 422, "/revision"],
  ["a draft with a node twice", "PUT", "/draft", { ...GRAPH, nodes: [...GRAPH.nodes, GRAPH.nodes[0]], revision: 2 }, 422, "/nodes/3/id"],
  [
    "a draft with a transition to nowhere",
    "PUT",
    "/draft",
    { ...GRAPH, nodes: GRAPH.nodes.slice(0, 2), revision: 2 },
    422,
    "/transitions/1/to",
  ],
  [
    "a draft with an unknown node type",
    "PUT",
    "/draft",
    { nodes: [{ id: "x", node_type: "nope" }], transitions: [], start: null, revision: 2 },
    422,
    "/nodes/0/node_type",
  ],
  ["publishing a stale revision", "POST", "/publish", { revision: 1 }, 409, "revision 2"],
])("%s is refused, says what to do, and changes nothing", async (_, method, path, json, status, mention) => {
  const id = await createWithGraph();
  const before = await read(id);
  const answer = await api.call(method, `/flows/${id}${path}`, json === undefined ? {} : { json });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(mention);
  if (status === 409 && mention.startsWith("revision")) expect(answer.body.current_revision).toBe(2);
  expect(await read(id)).toEqual(before);
});

test("edits that arrive at once are made one after another and none is lost", async () => {
  const id = await create();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.call("POST", `/flows/${id}/nodes`, { json: { node_type: "end" } })),
  );
  expect(new Set(answers.map(({ body }) => body.revision)).size).toBe(20);
  const { draft, revision } = await read(id);
  expect(draft.nodes).toHaveLength(20);
  expect(revision).toBe(21);
});

test("of many drafts saved from one revision at once exactly one is kept", async () => {
  const id = await create();
  const save = (name: string) =>
    api.call("PUT", `/flows/${id}/draft`, { json: { nodes: [{ id: name, node_type: "end" }], transitions: [], start: name, revision: 1 } });
  const answers = await Promise.all([..."abcdefghijklmnop"].map(save));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(15).fill(409)]);
  expect((await read(id)).revision).toBe(2);
});

test("a draft that may not be published is saved, and the answer says why", async () => {
  const id = await create();
  const { status, body } = await api.call("PUT", `/flows/${id}/draft`, {
    json: { nodes: [{ id: "a", node_type: "send_message" }], transitions: [], start: null, revision: 1 },
  });
  expect(status).toBe(200);
  expect(body.revision).toBe(2);
  expect(body.issues.map((issue: { code: string }) => issue.code)).toContain("no_start");
  const refused = await api.call("POST", `/flows/${id}/publish`);
  expect(refused.status).toBe(422);
  expect(refused.body.issues).toEqual(body.issues);
  expect(await read(id)).toMatchObject({ state: "draft", published_version: null });
  expect((await api.call("GET", `/flows/${id}/versions`)).body.items).toEqual([]);
});

test("half-written JSON in an option is kept as it is, named as an issue, and refused when publishing", async () => {
  const id = await create();
  const extra_body = '{ "response_format": {"type": "json_schema", "top_p": 0.2';
  const node = { id: "ai", name: "IA", node_type: "ai_completion", config: { prompt: "oi", extra_body } };
  const saved = await api.call("PUT", `/flows/${id}/draft`, { json: { nodes: [node], transitions: [], start: "ai", revision: 1 } });
  expect(saved.status).toBe(200);
  expect(saved.body.issues).toContainEqual(expect.objectContaining({ severity: "error", node_id: "ai", field: "extra_body" }));
  expect((await read(id)).draft.nodes[0].config).toMatchObject({ extra_body });
  const refused = await api.call("POST", `/flows/${id}/publish`);
  expect([refused.status, refused.body.issues]).toEqual([422, saved.body.issues]);
});

test("publishing makes a version only when something changed, and notes who and why", async () => {
  const id = await createWithGraph();
  const first = await api.call("POST", `/flows/${id}/publish`, { json: { note: "primeira", revision: 2 } });
  expect(first.body).toMatchObject({ version: 1, revision: 2 });
  expect((await api.call("POST", `/flows/${id}/publish`)).body).toEqual(first.body);
  expect(await read(id)).toMatchObject({ state: "published", published_version: 1, revision: 2 });
  await api.call("PATCH", `/flows/${id}/nodes/hello`, { json: { name: "Oi" } });
  expect(await read(id)).toMatchObject({ state: "changed", published_version: 1 });
  expect((await api.call("POST", `/flows/${id}/publish`, { token: api.tokens.editor })).body).toMatchObject({ version: 2, revision: 3 });
  const { body } = await api.call("GET", `/flows/${id}/versions`);
  expect(body.items).toMatchObject([
    { number: 2, note: "", created_by: expect.stringMatching(/^token:\d+$/), open_executions: 0 },
    { number: 1, note: "primeira", open_executions: 0 },
  ]);
  const { rows } = await api.db.query("SELECT graph FROM flow_versions WHERE flow_id = $1 AND number = 1", [id]);
  expect(rows[0].graph).toEqual(GRAPH);
});

test("a rollback publishes an old version and makes it the draft, both or neither, and the audit log tells", async () => {
  const id = await createWithGraph();
  await api.call("POST", `/flows/${id}/publish`);
  await api.call("PATCH", `/flows/${id}/nodes/hello`, { json: { name: "Oi" } });
  await api.call("POST", `/flows/${id}/publish`);
  await api.call("PATCH", `/flows/${id}/nodes/hello`, { json: { name: "Unpublished" } });
  const before = await read(id);
  expect((await api.call("POST", `/flows/${id}/publish`, { json: { from_version: 9 } })).status).toBe(404);
  expect((await api.call("POST", `/flows/${id}/publish`, { json: { from_version: 1, revision: 3 } })).status).toBe(409);
  expect(await read(id)).toEqual(before);

  expect((await api.call("POST", `/flows/${id}/publish`, { json: { from_version: 1, revision: 4 } })).body).toMatchObject({
    version: 3,
    revision: 5,
  });
  expect(await read(id)).toMatchObject({ state: "published", published_version: 3, draft: GRAPH });
  const { rows } = await api.db.query(
    "SELECT details FROM audit_log WHERE object_type = 'flow' AND object_id = $1 ORDER BY id DESC LIMIT 1",
    [String(id)],
  );
  expect(rows[0].details).toEqual({ version: 3, from_version: 1 });
});

test("publishing at once makes one version", async () => {
  const id = await createWithGraph();
  const answers = await Promise.all(Array.from({ length: 5 }, () => api.call("POST", `/flows/${id}/publish`)));
  expect(answers.map(({ body }) => body.version)).toEqual([1, 1, 1, 1, 1]);
});

test.each([
  ["an export", (file: object) => file],
  ["a bare graph with a name", ({ name, graph }: { name: string; graph: object }) => ({ name, ...graph })],
])("%s comes back equal, as a new draft", async (_, toBody) => {
  const id = await createWithGraph();
  const { body: file } = await api.call("GET", `/flows/${id}/export`);
  expect(file).toEqual({ format: "siga.flow", format_version: 1, name: "Atendimento", description: "", graph: GRAPH });
  const { body: imported } = await api.call("POST", "/flows/import", { json: toBody(file) });
  expect(imported).toMatchObject({ revision: 1, state: "draft", published_version: null });
  expect(imported.id).not.toBe(id);
  expect((await api.call("GET", `/flows/${imported.id}/export`)).body).toEqual(file);
});

test.each([
  ["another format", { format: "n8n", name: "x", graph: GRAPH }, "/format"],
  ["a later format version", { format: "siga.flow", format_version: 2, name: "x", graph: GRAPH }, "/format_version"],
  ["no name", { graph: GRAPH }, "/name"],
  ["no graph", { name: "x" }, "/nodes"],
  ["two graphs", { name: "x", graph: GRAPH, nodes: [] }, "/graph"],
  ["an unknown node type", { name: "x", nodes: [{ id: "a", node_type: "nope" }], transitions: [] }, "/nodes/0/node_type"],
  [
    "an unknown node type in an export",
    { name: "x", graph: { nodes: [{ id: "a", node_type: "nope" }], transitions: [] } },
    "/graph/nodes/0/node_type",
  ],
  ["a broken graph", { name: "x", nodes: [{ node_type: "end" }], transitions: [] }, "/nodes/0/id"],
])("an import with %s is refused where it is wrong", async (_, json, pointer) => {
  const count = "SELECT count(*)::int AS n FROM flows";
  const before = (await api.db.query(count)).rows[0].n;
  const { status, body } = await api.call("POST", "/flows/import", { json });
  expect(status).toBe(422);
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  expect((await api.db.query(count)).rows[0].n).toBe(before);
});

test("a flow that never ran is deleted", async () => {
  const id = await createWithGraph();
  await api.call("POST", `/flows/${id}/publish`);
  expect((await api.call("DELETE", `/flows/${id}`)).status).toBe(204);
  expect((await api.call("GET", `/flows/${id}`)).status).toBe(404);
  expect((await api.call("DELETE", `/flows/${id}`)).status).toBe(404);
});

test("a flow that answers on a channel is neither deleted nor archived, and the channel is named", async () => {
  const id = await createWithGraph();
  const { body: channel } = await api.call("POST", "/channels", {
    json: { name: "Balcão", phone_number_id: `4401${id}`, default_flow_id: id },
  });
  const refused = await api.call("DELETE", `/flows/${id}`);
  expect(refused.body).toMatchObject({
    status: 409,
    type: "urn:siga:problem:answers-on-channel",
    detail: expect.stringContaining(`"Balcão" (PATCH /api/v1/channels/${channel.id})`),
  });
  expect((await read(id)).state).toBe("draft");
  await api.call("PATCH", `/channels/${channel.id}`, { json: { default_flow_id: null } });
  expect((await api.call("DELETE", `/flows/${id}`)).status).toBe(204);
});

test("a flow with executions is archived: out of the lists, frozen, and starting nothing", async () => {
  const id = await createWithGraph();
  await api.call("POST", `/flows/${id}/publish`);
  const { body: channel } = await api.call("POST", "/channels", { json: { name: "c", phone_number_id: `4402${id}` } });
  expect((await api.call("POST", "/flows/start", { json: { flow_id: id, contact: "+55 11 91234-0001" } })).status).toBe(201);
  expect((await api.call("GET", `/flows/${id}/versions`)).body.items[0].open_executions).toBe(1);
  expect((await api.call("DELETE", `/flows/${id}`)).status).toBe(204);
  expect((await api.call("DELETE", `/flows/${id}`)).status).toBe(204);

  const listed = async (query: string) => (await api.call("GET", `/flows${query}`)).body.items.map((flow: { id: number }) => flow.id);
  expect(await listed("?limit=200")).not.toContain(id);
  expect(await listed("?limit=200&archived=true")).toContain(id);
  expect(await read(id)).toMatchObject({ state: "archived", draft: GRAPH });
  expect((await api.call("PATCH", `/flows/${id}/nodes/hello`, { json: { name: "x" } })).status).toBe(409);
  expect((await api.call("POST", `/flows/${id}/publish`)).status).toBe(409);
  expect((await api.call("POST", "/flows/start", { json: { flow_id: id, contact: "+55 11 91234-0002" } })).body).toMatchObject({
    status: 409,
    type: "urn:siga:problem:archived",
  });
  expect((await api.call("PATCH", `/channels/${channel.id}`, { json: { default_flow_id: id } })).status).toBe(422);
});

test("what changed a flow is in the audit log, with who did it", async () => {
  const id = await createWithGraph();
  await api.call("POST", `/flows/${id}/publish`);
  await api.call("PATCH", `/flows/${id}`, { json: { name: "n" } });
  await api.call("DELETE", `/flows/${id}`);
  const { rows } = await api.db.query("SELECT actor, action FROM audit_log WHERE object_type = 'flow' AND object_id = $1 ORDER BY id", [
    String(id),
  ]);
  expect(rows.map((row) => row.action)).toEqual(["flow.created", "flow.published", "flow.updated", "flow.deleted"]);
  expect(new Set(rows.map((row) => row.actor)).size).toBe(1);
});

test("notes come in and out with the graph, survive edits of it, and are nowhere in a flow without them", async () => {
  const notes = [{ id: "why", text: "Pedido do time de vendas", position: { x: 4, y: 8 }, size: { width: 200, height: 100 } }];
  const { status, body } = await api.call("POST", "/flows/import", { json: { name: "Anotado", ...GRAPH, notes } });
  expect(status).toBe(201);
  await api.call("DELETE", `/flows/${body.id}/nodes/bye`);
  await api.call("POST", `/flows/${body.id}/nodes`, { json: { id: "new", node_type: "end" } });
  expect((await read(body.id)).draft.notes).toEqual(notes);
  expect((await api.call("GET", `/flows/${body.id}/export`)).body.graph.notes).toEqual(notes);
  const plain = await read(await createWithGraph());
  expect([plain.draft, plain]).toEqual([
    expect.not.objectContaining({ notes: expect.anything() }),
    expect.not.objectContaining({ notes: expect.anything() }),
  ]);
});

test("a flow's settings come in and out with the graph, and what can not be said stands in its issues", async () => {
  const settings = { language: "en", failure_message: "Sorry, {{ contact.name }}." };
  const { body } = await api.call("POST", "/flows/import", { json: { name: "Com ajustes", ...GRAPH, settings } });
  await api.call("POST", `/flows/${body.id}/nodes`, { json: { id: "new", node_type: "end" } });
  expect((await read(body.id)).draft.settings).toEqual(settings);
  expect((await api.call("GET", `/flows/${body.id}/export`)).body.graph.settings).toEqual(settings);
  const { draft, revision } = await read(body.id);
  const broken = { ...draft, settings: { failure_message: "{{ broken " }, revision };
  const put = await api.call("PUT", `/flows/${body.id}/draft`, { json: broken });
  expect(put.body.issues.map(({ code, field }: { code: string; field: string }) => `${code} ${field}`)).toContain(
    "bad_settings settings.failure_message",
  );
});
