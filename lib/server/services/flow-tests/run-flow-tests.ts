import type { z } from "zod";
import { havePassed } from "#lib/flow-tests/run.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { readContactFields } from "../../contacts/field-definitions.ts";
import { readCalendars } from "../../flows/calendars.ts";
import { flowsOfGraph } from "../../flows/other-flows.ts";
import { readFlow, readVersionGraph } from "../../flows/flow-row.ts";
import { readFlowTests } from "../../flows/flow-test-row.ts";
import type { runFlowTestsResponse, runFlowTestsBody } from "#lib/api/flow-tests.ts";
import { runInThread } from "./run-in-thread.ts";

const TEST_MS = 5_000;
/** For all tests of a request: less than a serverless function lives. */
const RUN_MS = 25_000;

/**
 * Runs a flow's tests against its draft or a version; nothing is stored or sent. `signal`: the caller has hung up, and nothing more
 * is run. @throws ApiError 404
 */
export async function runTestsOfFlow(
  actor: Actor,
  flowId: number,
  body: z.output<typeof runFlowTestsBody>,
  signal: AbortSignal,
): Promise<z.output<typeof runFlowTestsResponse>> {
  allow(actor, "flows:write");
  const { draft } = await readFlow(pool(), flowId);
  const graph = body.version === undefined ? draft : await readVersionGraph(pool(), flowId, body.version);
  const around = {
    calendars: await readCalendars(pool()),
    contactFields: await readContactFields(pool()),
    others: await flowsOfGraph(pool(), graph),
  };
  const end = performance.now() + RUN_MS;
  const results: z.output<typeof runFlowTestsResponse>["results"] = [];
  for (const { id, ...test } of await readFlowTests(pool(), flowId, body.test_ids)) {
    const left = end - performance.now();
    const outcome =
      left <= 0
        ? { stopped: "time" as const }
        : await runInThread({ graph, around, test }, { milliseconds: Math.min(TEST_MS, left), signal });
    results.push({
      test_id: id,
      name: test.name,
      ...("turns" in outcome ? { passed: havePassed(outcome.turns), turns: outcome.turns } : { passed: false, turns: [], ...outcome }),
    });
  }
  return { passed: results.every(({ passed }) => passed), results };
}
