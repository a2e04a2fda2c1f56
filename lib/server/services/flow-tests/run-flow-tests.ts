import type { z } from "zod";
import { compile } from "#lib/engine/compile.ts";
import { runFlowTest } from "#lib/flow-tests/run.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { readFlow, readVersionGraph } from "../../flows/flow-row.ts";
import { readFlowTests } from "../../flows/flow-test-row.ts";
import type { runFlowTestsResponse, runFlowTestsBody } from "#lib/api/flow-tests.ts";

/** Runs a flow's tests against its draft or a version; nothing is stored or sent. @throws ApiError 404 */
export async function runTestsOfFlow(
  actor: Actor,
  flowId: number,
  body: z.output<typeof runFlowTestsBody>,
): Promise<z.output<typeof runFlowTestsResponse>> {
  allow(actor, "flows:write");
  const { draft } = await readFlow(pool(), flowId);
  const flow = compile(body.version === undefined ? draft : await readVersionGraph(pool(), flowId, body.version), nodeTypes);
  const results: z.output<typeof runFlowTestsResponse>["results"] = [];
  for (const test of await readFlowTests(pool(), flowId, body.test_ids)) {
    const { passed, turns } = runFlowTest(flow, test);
    results.push({ test_id: test.id, name: test.name, passed, turns });
    // A long list of tests must not hold up the process's other requests.
    await new Promise(setImmediate);
  }
  return { passed: results.every(({ passed }) => passed), results };
}
