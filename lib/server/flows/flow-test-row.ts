import type { FlowTest as FlowTestRow } from "#lib/generated/prisma/client.ts";
import type { FlowTest } from "#lib/flow-tests/schema.ts";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import { notFound } from "../platform/api-error.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import { prisma, toJson } from "../platform/prisma.ts";

export const toFlowTest = (row: FlowTestRow): FlowTestResponse => ({
  id: row.id,
  flow_id: row.flowId,
  name: row.name,
  // Parsed when it was saved; see `storedGraph`.
  ...(row.conversation as unknown as Omit<FlowTest, "name">),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

/** A flow's tests, oldest first; `ids` chooses among them. @throws ApiError 404 for an id that is not of this flow */
export async function readFlowTests(db: Db, flowId: number, ids?: readonly number[]): Promise<FlowTestResponse[]> {
  const rows = await prisma(db).flowTest.findMany({
    where: { flowId, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
    orderBy: { id: "asc" },
  });
  const unknown = ids?.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined) throw noTest(flowId, unknown);
  return rows.map(toFlowTest);
}

/** `contactId`: whose words it holds. For a flow whose row this transaction has locked or made. */
export async function insertFlowTest(
  db: Db,
  actor: { id: string },
  flowId: number,
  { name, ...conversation }: FlowTest,
  contactId: bigint | null = null,
): Promise<FlowTestResponse> {
  const created = await prisma(db).flowTest.create({ data: { flowId, name, conversation: toJson(conversation), contactId } });
  await audit(db, actor, "flow_test.created", "flow", flowId, { test_id: created.id, name });
  return toFlowTest(created);
}

export const noTest = (flowId: number, testId: number) =>
  notFound(`Flow ${flowId} has no test ${testId}. GET /api/v1/flows/${flowId}/tests lists those there are.`);
