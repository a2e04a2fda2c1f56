import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { insertFlowTest, readFlowTests } from "../../flows/flow-test-row.ts";
import { readFlow } from "../../flows/flow-row.ts";
import { checkNodeTypes } from "./node-types.ts";
import type { FlowResponse } from "#lib/api/flows.ts";
import type { exported, importBody } from "#lib/api/import-export.ts";
import { insertFlow } from "./crud.ts";

/** The draft and its tests as a file for another installation; what it holds comes back equal from `importFlow`. @throws ApiError 404 */
export async function exportFlow(actor: Actor, id: number): Promise<z.output<typeof exported>> {
  allow(actor, "flows:read");
  const { name, description, draft } = await readFlow(pool(), id);
  const tests = await readFlowTests(pool(), id);
  return {
    format: "siga.flow",
    format_version: 1,
    name,
    description,
    graph: draft,
    ...(tests.length === 0 ? {} : { tests: tests.map(({ name, contact, starts_at, turns }) => ({ name, contact, starts_at, turns })) }),
  };
}

type Imported = z.output<typeof importBody>;
type Import = Omit<Imported, "tests"> & Partial<Pick<Imported, "tests">>;

/** A new flow with the imported graph as its draft, and the tests that came with it; nothing is published. @throws ApiError 422 */
export async function importFlow(actor: Actor, { tests = [], ...body }: Import): Promise<FlowResponse> {
  allow(actor, "flows:write");
  checkNodeTypes(body.graph, body.at);
  return inTransaction(async (client) => {
    const flow = await insertFlow(client, actor, "flow.imported", body);
    for (const test of tests) await insertFlowTest(client, actor, flow.id, test);
    return flow;
  });
}
