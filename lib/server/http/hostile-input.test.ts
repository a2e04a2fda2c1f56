import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

let api: TestApi;
/** Ids that exist, so that the body decides and not the address. */
let ids: { flow: number; execution: number; channel: number };

beforeAll(async () => {
  api = await startTestApi();
  const channel = (await api.call("POST", "/channels", { json: { name: "Canal", phone_number_id: "100" } })).body.id;
  const nodes = [
    { id: "hello", node_type: "send_message", config: { message: "oi" } },
    { id: "ask", node_type: "wait_for_input" },
  ];
  const { body: flow } = await api.call("POST", "/flows/import", {
    json: { name: "Fluxo", nodes, transitions: [{ id: "t1", from: "hello", to: "ask" }], start: "hello" },
  });
  await api.call("POST", `/flows/${flow.id}/publish`);
  const { body: started } = await api.call("POST", "/flows/start", { json: { flow_id: flow.id, contact: "+5511912345678" } });
  ids = { flow: flow.id, execution: started.execution_id, channel };
});
afterAll(() => api.close());

const ROUTES: [string, string, object][] = [
  ["POST", "/flows", { name: "x", description: "y" }],
  ["PATCH", "/flows/{flow}", { name: "x", description: "y" }],
  ["POST", "/flows/{flow}/nodes", { id: "x", name: "n", node_type: "end", config: { a: { b: [1] } }, position: { x: 1, y: 2 } }],
  ["PATCH", "/flows/{flow}/nodes/hello", { name: "n", node_type: "end", config: {}, position: { x: 1, y: 2 } }],
  ["POST", "/flows/{flow}/transitions", { id: "x", from: "hello", to: "ask", exit: "next", condition: "a == 1" }],
  ["PATCH", "/flows/{flow}/transitions/t1", { from: "hello", to: "ask", exit: "next", condition: null }],
  [
    "PUT",
    "/flows/{flow}/draft",
    { nodes: [{ id: "hello", node_type: "end" }], transitions: [{ id: "t1", from: "hello", to: "hello" }], start: "hello", revision: 1 },
  ],
  ["POST", "/flows/{flow}/publish", { note: "n", revision: 1 }],
  [
    "POST",
    "/flows/import",
    {
      format: "siga.flow",
      format_version: 1,
      name: "x",
      description: "",
      graph: { nodes: [{ id: "a", node_type: "end" }], transitions: [], start: "a" },
    },
  ],
  ["POST", "/flows/start", { flow_id: 1, contact: "+5511912345678", context: { a: { b: 1 } }, channel_id: 1 }],
  ["POST", "/channels", { name: "x", phone_number_id: "1", display_phone_number: "1", access_token: "t", default_flow_id: 1 }],
  ["PATCH", "/channels/{channel}", { name: "x", phone_number_id: "100", access_token: "t", default_flow_id: 1, status: "active" }],
  ["POST", "/executions/{execution}/cancel", {}],
];

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown> },
  fc.constantFrom<unknown>(
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "x".repeat(10_000),
    "%00",
    "'; DROP TABLE flows; --",
    "{{ x }}",
    "__proto__",
    "9".repeat(400),
  ),
  fc.constantFrom<unknown>(0, -1, -0, 1.5, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, 5e-324),
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    [[]],
    [null],
    { constructor: 1 },
    JSON.parse('{"__proto__":{"x":1}}'),
    JSON.parse(`${"[".repeat(80)}${"]".repeat(80)}`),
  ),
);

/** A valid body with something nasty in place of one of its values, however deep, or beside them. */
function damaged(valid: object): fc.Arbitrary<unknown> {
  const places = placesOf(valid);
  return fc.tuple(fc.constantFrom(...places, ["unexpected"]), nasty).map(([place, value]) => {
    const copy = structuredClone(valid);
    let holder = copy as Record<string, unknown>;
    for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
    holder[place.at(-1) ?? ""] = value;
    return copy;
  });
}

function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...placesOf(item, [...path, key])]);
}

const rawText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "{",
    "nul",
    "1e999",
    '{"name":1e999}',
    '"\\ud800"',
    "[".repeat(50_000),
    '{"a":'.repeat(5_000) + "1" + "}".repeat(5_000),
    '{"name":"a","name":"b"}',
    "\ufeff{}",
  ),
);

/** All that a request could have changed. */
async function everything(): Promise<string> {
  const tables = [
    "flows",
    "flow_versions",
    "channels",
    "contacts",
    "executions",
    "execution_log",
    "mailbox",
    "messages",
    "scheduled_actions",
    "audit_log",
  ];
  const parts = tables.map((table) => `(SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM ${table} t)`);
  return (await api.db.query(`SELECT ${parts.join(" || ")} AS all`)).rows[0].all;
}

test.each(ROUTES)("%s %s answers anything with a 2xx or with a 4xx that changed nothing", async (method, path, valid) => {
  const address = path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => String(ids[name]));
  const body = fc.oneof(
    { weight: 3, arbitrary: damaged(valid).map((value) => JSON.stringify(value)) },
    fc.jsonValue().map((value) => JSON.stringify(value)),
    rawText,
  );
  let before = await everything();
  await fc.assert(
    fc.asyncProperty(body, async (raw) => {
      const { status, body: answer } = await api.call(method, address, { raw });
      expect(status, JSON.stringify(answer)).toBeLessThan(500);
      const after = await everything();
      if (status >= 400) expect(after).toBe(before);
      before = after;
    }),
    { numRuns: 60 },
  );
});
