import { expect, test } from "vitest";
import { ROWS_HEADER } from "#lib/api/answers.ts";
import { startApiConversation } from "../../../../../scripts/test-setup/conversation.ts";
import { graph } from "../../../../../scripts/test-setup/graphs.ts";

const { api, talk, newPhone } = await startApiConversation();

const asking = (key: string) =>
  graph({ hello: ["send_message", { message: "Diga!" }], hear: ["wait_for_input", { context_key: key }], more: ["wait_for_input", {}] }, [
    ["hello", "hear"],
    ["hear", "more"],
  ]);

const answers = (flowId: number, query = "") => api.call("GET", `/flows/${flowId}/answers?${query}`, { token: api.tokens.viewer });

async function file(flowId: number, query = ""): Promise<{ response: Response; text: string }> {
  const { answersFile } = await import("#server/services/executions/answers/list-answers");
  const { answersQuery } = await import("#lib/api/answers.ts");
  const { format: _, ...read } = answersQuery.parse(Object.fromEntries(new URLSearchParams(query)));
  const response = await answersFile({ id: "user:1", role: "viewer" }, flowId, read);
  // `text()` would take the byte order mark away.
  return { response, text: Buffer.from(await response.arrayBuffer()).toString("utf8") };
}

test("one row an execution, one column a key that a node keeps, also one of a node deleted since", async () => {
  const { flowId } = await talk.answerWith(asking("nome"));
  const [ana, bia] = [newPhone(), newPhone()];
  const first = await talk.say(ana, "oi");
  await talk.say(ana, "Ana, a primeira");
  expect((await api.call("PUT", `/flows/${flowId}/draft`, { json: { graph: asking("pedido"), revision: 1 } })).status).toBe(200);
  expect((await api.call("POST", `/flows/${flowId}/publish`, { json: {} })).status).toBe(200);
  const second = await talk.say(bia, "oi", { name: "Bia" });
  await talk.say(bia, "=1+1", { name: "Bia" });

  const { status, body } = await answers(flowId);
  expect(status).toBe(200);
  const keys = body.columns.map(({ key }: { key: string }) => key);
  expect(keys.filter((key: string) => ["nome", "pedido"].includes(key))).toEqual(["pedido", "nome"]);
  expect(body.columns.find(({ key }: { key: string }) => key === "nome").node_names).toEqual(["hear"]);
  expect(body.items).toMatchObject([
    { execution_id: second.executionId, flow_version: 2, contact: { wa_id: bia }, values: { pedido: "=1+1" } },
    { execution_id: first.executionId, flow_version: 1, contact: { wa_id: ana }, values: { nome: "Ana, a primeira" } },
  ]);
  expect(body.items[0].values).not.toHaveProperty("nome");

  // By version its own columns; by outcome; page by page.
  const old = (await answers(flowId, "version=1")).body;
  expect([old.items.length, old.columns.some(({ key }: { key: string }) => key === "pedido")]).toEqual([1, false]);
  expect((await answers(flowId, "status=failed")).body.items).toEqual([]);
  expect((await answers(flowId, "to=2020-01-01")).body.items).toEqual([]);
  const page = (await answers(flowId, "limit=1")).body;
  expect((await answers(flowId, `limit=1&cursor=${page.next_cursor}`)).body).toMatchObject({
    items: [{ execution_id: first.executionId }],
    next_cursor: null,
  });

  const { response, text } = await file(flowId);
  expect(response.headers.get(ROWS_HEADER)).toBe("2");
  const [head, ...lines] = text.split("\r\n");
  expect(text.startsWith('\uFEFF"execution_id",')).toBe(true);
  expect(head?.split(",")).toEqual(expect.arrayContaining(['"contact_name"', '"phone"', '"nome"', '"pedido"']));
  expect(lines[0]).toContain(`,"'=1+1"`);
  expect(lines[1]).toContain('"Ana, a primeira"');
});

test("a file of many rows is read as it is taken, and nothing of it twice", async () => {
  const { flowId, versionId } = await talk.answerWith(asking("n"));
  await api.db.query(
    `WITH person AS (INSERT INTO contacts (channel_id, wa_id)
       SELECT $3, (5531900000000 + n)::text FROM generate_series(1, 1700) n RETURNING id)
     INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, started_at, ended_at)
     SELECT id, $1, $2, 'completed', jsonb_build_object('context', jsonb_build_object('n', id, 'large', repeat('x', 1000))),
       now(), now() FROM person`,
    [flowId, versionId, talk.channelId],
  );
  const { text } = await file(flowId);
  const ids = text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[0]);
  expect([ids.length, new Set(ids).size]).toEqual([1_700, 1_700]);
  expect(text).not.toContain("xxx");
});

test("more than ten files in an hour are refused, and each is in the audit log", async () => {
  const { flowId } = await talk.answerWith(asking("x"));
  const { answersFile } = await import("#server/services/executions/answers/list-answers");
  const take = async () => (await answersFile({ id: "user:9", role: "viewer" }, flowId, {})).body?.cancel();
  for (let files = 0; files < 10; files += 1) await take();
  await expect(take()).rejects.toMatchObject({ status: 429 });
  const { rows } = await api.db.query(
    "SELECT count(*)::int AS n FROM audit_log WHERE action = 'flow.answers_exported' AND object_id = $1",
    [String(flowId)],
  );
  expect(rows).toEqual([{ n: 10 }]);
});

test.each([
  ["an unknown flow", "/flows/999999/answers", 404],
  ["an unknown version", "/flows/1/answers?version=77", 404],
  ["a format that is none", "/flows/1/answers?format=xls", 400],
])("%s is refused", async (_, path, status) => {
  await talk.answerWith(asking("x"));
  expect((await api.call("GET", path)).status).toBe(status);
});
