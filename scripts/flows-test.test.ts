import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLE_FLOW_TEST } from "../lib/flow-tests/schema.ts";
import { runTask, TaskFailed } from "./run-task.ts";
import { createTestDatabase, type TestDatabase } from "./test-setup/database.ts";

const position = { x: 0, y: 0 };
const graph = (greeting: string) => ({
  nodes: [
    { id: "hello", name: "", node_type: "send_message", config: { message: greeting }, position },
    { id: "name", name: "", node_type: "wait_for_input", config: { context_key: "nome" }, position },
  ],
  transitions: [{ id: "t1", from: "hello", to: "name", exit: "next", condition: null }],
  start: "hello",
});
const GREETING = "Olá! Qual é o seu nome?";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "siga-flows-test-"));
  database = await createTestDatabase();
  const client = database.adopt(new pg.Client(database.url));
  await client.connect();
  const { name, ...conversation } = EXAMPLE_FLOW_TEST;
  for (const [flow, greeting] of [
    ["Certo", GREETING],
    ["Errado", "Oi!"],
  ] as const) {
    const { rows } = await client.query<{ id: number }>("INSERT INTO flows (name, draft) VALUES ($1, $2) RETURNING id", [
      flow,
      JSON.stringify(graph(greeting)),
    ]);
    await client.query("INSERT INTO flow_tests (flow_id, name, conversation) VALUES ($1, $2, $3)", [
      rows[0]?.id,
      name,
      JSON.stringify(conversation),
    ]);
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function exported(name: string, greeting: string): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(
    file,
    JSON.stringify({ format: "siga.flow", format_version: 1, name, description: "", graph: graph(greeting), tests: [EXAMPLE_FLOW_TEST] }),
  );
  return file;
}

/** The exit code and what was printed. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  try {
    return {
      code: 0,
      output: await runTask("scripts/flows-test.ts", { args, env: { ...process.env, DATABASE_URL: database.url }, quiet: true }),
    };
  } catch (error) {
    if (error instanceof TaskFailed) return { code: error.exitCode, output: error.output };
    throw error;
  }
}

test.each<[string, () => string[], number, RegExp]>([
  ["a green flow, by its name in any case", () => ["certo"], 0, /✓ Diz o nome\n1 passed, 0 failed/],
  [
    "a red flow, by its name",
    () => ["Errado"],
    1,
    /✗ Diz o nome\n.*1\. say "oi"\n.*- "Olá! Qual é o seu nome\?"\n.*\+ "Oi!"\n0 passed, 1 failed/,
  ],
  ["all flows that have tests, without an argument", () => [], 1, /1 passed, 1 failed/],
  ["a green exported file", () => [exported("ok", GREETING)], 0, /1 passed, 0 failed/],
  ["a red exported file beside a green flow", () => [exported("nok", "Oi!"), "Certo"], 1, /1 passed, 1 failed/],
  ["a flow that is not there", () => ["Nenhum"], 2, /There is no flow "Nenhum"/],
  ["a flow that is not published", () => ["Certo", "--published"], 2, /has not been published/],
  ["a file that is no export", () => ["package.json"], 2, /is not an exported flow/],
])("%s", async (_, args, code, output) => {
  const result = await run(...args());
  expect(result.output).toMatch(output);
  expect(result.code).toBe(code);
});
