import { readFile } from "node:fs/promises";
import { z } from "zod";
import type pg from "pg";
import { flowGraphSchema } from "../lib/engine/graph-schema.ts";
import type { OtherFlow } from "../lib/engine/other-flows.ts";
import type { FlowGraph } from "../lib/engine/types.ts";
import { reportLines } from "../lib/flow-tests/report.ts";
import { runFlowTests } from "../lib/flow-tests/run.ts";
import { type FlowTest, flowTest } from "../lib/flow-tests/schema.ts";
import { parseEnv } from "#server/platform/env";
import { databaseEnv, loadDotEnv, openDatabase } from "./local-database.ts";

/**
 * `npm run flows:test -- <flow>...`: runs the tests of flows, given by id, by name, or as an exported file; without any, those of
 * every flow that has tests. `--published` tests what is published instead of the drafts. Ends with 1 when a test is red, with 2
 * when there is no such flow.
 */
interface TestedFlow {
  title: string;
  graph: FlowGraph;
  tests: FlowTest[];
  /** The flows that it begins; of an exported file there are none to ask. */
  others: OtherFlow[];
}

class NotFound extends Error {}

const exportedFile = z.object({ name: z.string().default(""), graph: flowGraphSchema, tests: z.array(flowTest).default([]) });

async function readExport(path: string): Promise<TestedFlow | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && !path.endsWith(".json")) return null;
    throw new NotFound(`${path} can not be read: ${error.message}`);
  });
  if (text === null) return null;
  try {
    const { name, graph, tests } = exportedFile.parse(JSON.parse(text));
    return { title: `${name} (${path})`, graph, tests, others: [] };
  } catch (error) {
    throw new NotFound(`${path} is not an exported flow: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
  }
}

const GRAPH = { draft: "f.draft", published: "(SELECT graph FROM flow_versions v WHERE v.id = f.published_version_id)" };

async function readFlows(db: pg.Pool, wanted: string | null, which: keyof typeof GRAPH): Promise<TestedFlow[]> {
  const { rows } = await db.query<{ id: number; name: string; graph: FlowGraph | null; tests: unknown[] | null }>(
    `SELECT f.id, f.name, ${GRAPH[which]} AS graph,
            (SELECT jsonb_agg(t.conversation || jsonb_build_object('name', t.name) ORDER BY t.id) FROM flow_tests t
              WHERE t.flow_id = f.id) AS tests
     FROM flows f WHERE f.archived_at IS NULL AND ($1::text IS NULL OR f.id::text = $1 OR lower(f.name) = lower($1)) ORDER BY f.id`,
    [wanted],
  );
  const found = wanted === null ? rows.filter(({ tests }) => tests !== null) : rows;
  if (wanted !== null && found.length === 0)
    throw new NotFound(`There is no flow "${wanted}": give its id, its whole name, or the path of an exported file.`);
  const { flowsOfGraph } = await import("#server/flows/other-flows");
  const read = found.map(async ({ id, name, graph, tests }) => {
    if (graph === null) throw new NotFound(`Flow ${id} ("${name}") has not been published yet; leave --published out to test its draft.`);
    return {
      title: `${name} (flow ${id}, ${which})`,
      graph,
      tests: z.array(flowTest).parse(tests ?? []),
      others: await flowsOfGraph(db, graph),
    };
  });
  return Promise.all(read);
}

async function withDatabase<T>(work: (db: pg.Pool) => Promise<T>): Promise<T> {
  loadDotEnv();
  const embedded = await openDatabase();
  const { createPool } = await import("#server/platform/db");
  const db = createPool(parseEnv(databaseEnv("scripts/flows-test.ts", embedded)).database, 2);
  try {
    return await work(db);
  } finally {
    await db.end();
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}

async function collect(args: string[]): Promise<TestedFlow[]> {
  const which = args.includes("--published") ? "published" : "draft";
  const names = args.filter((arg) => arg !== "--published");
  const files = new Map(await Promise.all(names.map(async (name) => [name, await readExport(name)] as const)));
  if (names.length > 0 && names.every((name) => files.get(name) !== null)) return [...files.values()].flatMap((file) => file ?? []);
  return withDatabase(async (db) => {
    if (names.length === 0) return readFlows(db, null, which);
    const flows: TestedFlow[] = [];
    for (const name of names) flows.push(...[files.get(name) ?? (await readFlows(db, name, which))].flat());
    return flows;
  });
}

try {
  const flows = await collect(process.argv.slice(2));
  let [passed, failed] = [0, 0];
  for (const { title, graph, tests, others } of flows) {
    console.log(`${title}${tests.length === 0 ? ": no tests" : ""}`);
    for (const result of runFlowTests(graph, tests, { others })) {
      for (const line of reportLines(result)) console.log(`  ${line}`);
      if (result.passed) passed += 1;
      else failed += 1;
    }
  }
  console.log(
    flows.length === 0 ? "No flow has tests yet; the simulator keeps a conversation as one." : `${passed} passed, ${failed} failed`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof NotFound)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
