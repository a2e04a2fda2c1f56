import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { insertFlowTest, readFlowTests } from "../../flows/flow-test-row.ts";
import { readFlow } from "../../flows/flow-row.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { flowsBegunBy, withFlowsBegun } from "#lib/engine/other-flows.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { prisma } from "../../platform/prisma.ts";
import { checkNodeTypes } from "./node-types.ts";
import type { FlowTest } from "#lib/flow-tests/schema.ts";
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
    ...(await namesOfBegun(draft)),
    ...(flowsBegunBy(draft, nodeTypes).includes(id) && { flow_id: id }),
    ...(tests.length === 0 ? {} : { tests: tests.map(asFile) }),
  };
}

const asFile = ({ name, contact, starts_at, calendars, turns }: FlowTest): FlowTest => ({
  ...{ name, contact, starts_at, turns },
  ...(calendars !== undefined && { calendars }),
});

type Imported = z.output<typeof importBody>;
type Import = Omit<Imported, "tests" | "flows" | "flow_id"> & Partial<Pick<Imported, "tests" | "flows" | "flow_id">>;

/**
 * A new flow with the imported graph as its draft, and the tests that came with it; nothing is published. One that begins itself begins the
 * new one. @throws ApiError 422
 */
export async function importFlow(actor: Actor, { tests = [], flows, flow_id: itself, ...body }: Import): Promise<FlowResponse> {
  allow(actor, "flows:write");
  checkNodeTypes(body.graph, body.at);
  return inTransaction(async (client) => {
    const idOf = flows === undefined ? (id: number) => id : await idsOfHere(client, flows);
    const graph = (own: number) => withFlowsBegun(body.graph, nodeTypes, (id) => (id === itself ? own : idOf(id)));
    const flow = await insertFlow(client, actor, "flow.imported", { ...body, graph });
    for (const test of tests) await insertFlowTest(client, actor, flow.id, test);
    return flow;
  });
}

/** An id means nothing elsewhere, a name may. */
async function namesOfBegun(graph: FlowGraph): Promise<{ flows?: Record<string, string> }> {
  const ids = flowsBegunBy(graph, nodeTypes);
  if (ids.length === 0) return {};
  const flows = await prisma().flow.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return { flows: Object.fromEntries(flows.map(({ id, name }) => [id, name])) };
}

/** The flow of this installation that is called as one of elsewhere: that of the same id, else the oldest. */
async function idsOfHere(db: Db, names: Readonly<Record<string, string>>): Promise<(flowId: number) => number | null> {
  const here = await prisma(db).flow.findMany({
    where: { name: { in: Object.values(names) }, archivedAt: null },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  return (flowId) => {
    const named = here.filter(({ name }) => name === names[flowId]);
    return (named.find(({ id }) => id === flowId) ?? named[0])?.id ?? null;
  };
}
