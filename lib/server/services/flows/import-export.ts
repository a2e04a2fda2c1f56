import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { insertFlowTest, readFlowTests } from "../../flows/flow-test-row.ts";
import { readFlow } from "../../flows/flow-row.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { flowsBegunBy } from "#lib/engine/other-flows.ts";
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
    ...(tests.length === 0 ? {} : { tests: tests.map(asFile) }),
  };
}

const asFile = ({ name, contact, starts_at, calendars, turns }: FlowTest): FlowTest => ({
  ...{ name, contact, starts_at, turns },
  ...(calendars !== undefined && { calendars }),
});

type Imported = z.output<typeof importBody>;
type Import = Omit<Imported, "tests" | "flows"> & Partial<Pick<Imported, "tests" | "flows">>;

/** A new flow with the imported graph as its draft, and the tests that came with it; nothing is published. @throws ApiError 422 */
export async function importFlow(actor: Actor, { tests = [], flows, ...body }: Import): Promise<FlowResponse> {
  allow(actor, "flows:write");
  checkNodeTypes(body.graph, body.at);
  return inTransaction(async (client) => {
    const graph = flows === undefined ? body.graph : await withFlowsOfHere(client, body.graph, flows);
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

/** The graph with the flows of this installation that are called as those that its nodes began: that of the same id, else the oldest. */
async function withFlowsOfHere(db: Db, graph: FlowGraph, names: Readonly<Record<string, string>>): Promise<FlowGraph> {
  const here = await prisma(db).flow.findMany({
    where: { name: { in: Object.values(names) }, archivedAt: null },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  const idOf = (flowId: number): number | null => {
    const named = here.filter(({ name }) => name === names[flowId]);
    return (named.find(({ id }) => id === flowId) ?? named[0])?.id ?? null;
  };
  const nodes = graph.nodes.map((node) => {
    const type = nodeTypes.get(node.node_type);
    const parsed = type?.config.safeParse(node.config);
    const begun = parsed?.success === true ? type?.begins?.(parsed.data) : null;
    return begun == null ? node : { ...node, config: { ...node.config, [begun.field]: idOf(begun.flowId) } };
  });
  return { ...graph, nodes };
}
