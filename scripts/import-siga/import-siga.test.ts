import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTask, TaskFailed } from "../run-task.ts";
import { createTestDatabase, type TestDatabase } from "../test-setup/database.ts";

const FLOWS = [
  { id: 1, name: "Atendimento" },
  { id: 2, name: "Cobrança" },
];
const NODES = [
  { id: 1, flow_id: 1, node_type: "send_message", config: { message: "Olá {name}, {price:.2f}", preview_url: null, delay_seconds: "0" } },
  { id: 2, flow_id: 1, node_type: "wait_for_input", config: { context_key: "resposta" } },
  { id: 3, flow_id: 1, node_type: "decision", config: {} },
  {
    id: 4,
    flow_id: 1,
    node_type: "ai_completion",
    config: { prompt_template: "{% if resposta is defined %}{{ resposta|title }}{% endif %}" },
  },
  { id: 5, flow_id: 1, node_type: "end", config: {} },
  { id: 6, flow_id: 2, node_type: "send_message", config: { message: "{{literal}}", retries: 3 } },
  { id: 7, flow_id: 2, node_type: "send_fax", config: { to: "x" } },
];
const TRANSITIONS = [
  { id: 1, flow_id: 1, source_node_id: 1, target_node_id: 2, condition: null, order: 0 },
  { id: 2, flow_id: 1, source_node_id: 2, target_node_id: 3, condition: "", order: 0 },
  { id: 4, flow_id: 1, source_node_id: 3, target_node_id: 5, condition: null, order: 2 },
  {
    id: 3,
    flow_id: 1,
    source_node_id: 3,
    target_node_id: 4,
    condition: "resposta.lower() in ['sim', 'ok'] and len(resposta) > 1",
    order: 1,
  },
  { id: 5, flow_id: 1, source_node_id: 4, target_node_id: 5, condition: null, order: 0 },
  { id: 6, flow_id: 2, source_node_id: 6, target_node_id: 7, condition: "__import__('os')", order: 0 },
];
const CONTACTS = [
  { id: 1, phone: "+55 11 91234-5678", name: "Ana" },
  { id: 2, phone: "11", name: "Curto" },
];

let ours: TestDatabase;
let theirs: TestDatabase;
let db: pg.Client;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "siga-import-test-"));
  [ours, theirs] = [await createTestDatabase(), await createTestDatabase()];
  db = ours.adopt(new pg.Client(ours.url));
  await db.connect();
  await db.query("INSERT INTO channels (name, phone_number_id) VALUES ('Um', '100')");
  const old = theirs.adopt(new pg.Client(theirs.url));
  await old.connect();
  await old.query(`CREATE SCHEMA old;
    CREATE TABLE old.flows (id serial, name text, created_at timestamptz DEFAULT now());
    CREATE TABLE old.nodes (id int, flow_id int, kind text, config jsonb);
    CREATE TABLE old.transitions (id int, flow_id int, source_node_id int, target_node_id int, condition text, "order" int);
    CREATE TABLE old.contacts (id int, phone text, name text)`);
  for (const { id, name } of FLOWS) await old.query("INSERT INTO old.flows (id, name) VALUES ($1, $2)", [id, name]);
  for (const { id, flow_id, node_type, config } of NODES)
    await old.query("INSERT INTO old.nodes VALUES ($1, $2, $3, $4)", [id, flow_id, node_type, config]);
  for (const way of TRANSITIONS) await old.query("INSERT INTO old.transitions VALUES ($1, $2, $3, $4, $5, $6)", Object.values(way));
  for (const contact of CONTACTS) await old.query("INSERT INTO old.contacts VALUES ($1, $2, $3)", Object.values(contact));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await ours.drop();
  await theirs.drop();
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function run(...args: string[]): Promise<{ code: number; output: string }> {
  try {
    const env = { ...process.env, DATABASE_URL: ours.url };
    return { code: 0, output: await runTask("scripts/import-siga/index.ts", { args, env, quiet: true }) };
  } catch (error) {
    if (error instanceof TaskFailed) return { code: error.exitCode, output: error.output };
    throw error;
  }
}

const counts = async () =>
  (
    await db.query<{ flows: number; contacts: number; audited: number }>(
      `SELECT (SELECT count(*)::int FROM flows) AS flows, (SELECT count(*)::int FROM contacts) AS contacts,
              (SELECT count(*)::int FROM audit_log WHERE actor = 'import:siga') AS audited`,
    )
  ).rows[0];

const MAPPING = {
  flows: { table: "old.flows" },
  nodes: { table: "old.nodes", node_type: "kind" },
  transitions: { table: "old.transitions" },
  contacts: { table: "old.contacts" },
};

test("a flow that comes over as it is: nothing is written without --apply, and 0 is the end", async () => {
  const whole = file("whole.json", {
    flows: FLOWS.slice(0, 1),
    nodes: NODES.filter(({ flow_id }) => flow_id === 1),
    transitions: TRANSITIONS.filter(({ flow_id }) => flow_id === 1),
    contacts: CONTACTS.slice(0, 1),
  });
  const before = await counts();
  const { code, output } = await run(whole);
  expect(output).toMatch(/Flow 1 "Atendimento": 5 nodes, 5 transitions; 10 as they are, 0 to look at/);
  expect(output).toMatch(/Nothing was written/);
  expect([code, await counts()]).toEqual([0, before]);
});

test("the old database is read through a mapping, reported flow by flow, and its flows and contacts are written as drafts with audit", async () => {
  const { code, output } = await run(theirs.url, "--mapping", file("mapping.json", MAPPING), "--apply");
  expect(output).toMatch(/Flow 2 "Cobrança": 1 nodes/);
  expect(output).toMatch(/needs a hand: send_fax 7: there is no node type "send_fax"/);
  expect(output).toMatch(/differs: send_message 6: message: doubled braces/);
  expect(output).toMatch(/differs: send_message 6: .*retries/);
  expect(output).toMatch(/needs a hand: transition 6/);
  expect(output).toMatch(/needs a hand: contact 2 Curto/);
  expect(output).not.toContain(new URL(theirs.url).password || "no-password");
  expect(code).toBe(1);
  expect(await counts()).toMatchObject({ flows: 2, contacts: 1, audited: 3 });
  const { rows } = await db.query("SELECT draft, published_version_id FROM flows WHERE name = 'Atendimento'");
  expect(rows[0]).toMatchObject({
    published_version_id: null,
    draft: {
      start: "1",
      transitions: [
        { from: "1", to: "2", condition: null },
        { from: "2", to: "3", condition: null },
        { from: "4", to: "5" },
        { from: "3", to: "4", condition: TRANSITIONS[3]?.condition },
        { from: "3", to: "5", condition: null },
      ],
    },
  });
  const contact = await db.query("SELECT wa_id, name FROM contacts");
  expect(contact.rows).toEqual([{ wa_id: "5511912345678", name: "Ana" }]);
});

test("what the old system gave is compared line by line", async () => {
  const shadow = file(
    "shadow.jsonl",
    [
      { text: "{{ n|round(1) }}", context: { n: 2.345 }, expected: "2.3" },
      { condition: "a == 1 and 'x' in b", context: { a: 1, b: ["x"] }, expected: true },
      { text: "{{ t }}", context: { t: true }, expected: "True" },
      { condition: "a.append(1)", context: { a: [] }, expected: false },
    ]
      .map((line) => JSON.stringify(line))
      .join("\n"),
  );
  const { code, output } = await run("--shadow", shadow);
  expect(output).toMatch(/4 lines, 2 give something else/);
  expect(output).toMatch(/line 3: "\{\{ t \}\}" gives "true", gave "True"/);
  expect(output).toMatch(/line 4: .* is refused/);
  expect(code).toBe(1);
});

test.each<[string, () => string[], RegExp]>([
  ["without a source", () => [], /Usage/],
  ["a file that is not there", () => ["nowhere.json"], /nowhere\.json can not be read/],
  [
    "a database that is not there, without its password",
    () => ["postgresql://a:geheim@127.0.0.1:1/x"],
    /^(?!.*geheim).*old database can not be read/s,
  ],
  [
    "columns of other names",
    () => [file("other.json", { nodes: [{ id: 1, flow_id: 1, kind: "end", config: {} }] })],
    /"nodes" has no node_type.*--mapping/,
  ],
])("%s: 2, and what to do", async (_, args, output) => {
  const result = await run(...args());
  expect(result.output).toMatch(output);
  expect(result.code).toBe(2);
});
