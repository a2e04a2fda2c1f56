import type { z } from "zod";
import { MAX_TESTS } from "#lib/flow-tests/schema.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma, toJson } from "../../platform/prisma.ts";
import { lockFlow, readFlow } from "../../flows/flow-row.ts";
import { insertFlowTest, noTest, readFlowTests, toFlowTest } from "../../flows/flow-test-row.ts";
import type { createFlowTestBody, FlowTestResponse, patchFlowTestBody } from "#lib/api/flow-tests.ts";

/** A page of a flow's tests, newest first. @throws ApiError 400, 404 */
export async function listFlowTests(actor: Actor, flowId: number, query: PageRequest): Promise<Page<FlowTestResponse>> {
  allow(actor, "flows:read");
  await readFlow(pool(), flowId);
  const rows = await prisma().flowTest.findMany({
    where: { flowId, id: { lt: startBelow("flow_tests", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
  });
  return pageOf("flow_tests", query, rows, (row) => row.id, toFlowTest);
}

/** @throws ApiError 404 (also of the conversation), 409 (the name is taken, the flow has as many as it may, or it is archived) */
export async function createFlowTest(
  actor: Actor,
  flowId: number,
  { execution_id: executionId, ...body }: z.output<typeof createFlowTestBody>,
): Promise<FlowTestResponse> {
  allow(actor, "flows:write");
  const contactId = executionId === undefined ? null : await contactOf(actor, executionId);
  return inTransaction(async (client) => {
    await lockFlow(client, flowId);
    await checkName(client, flowId, body.name, 0);
    if ((await prisma(client).flowTest.count({ where: { flowId } })) >= MAX_TESTS)
      throw conflict(
        "too-many-tests",
        `Flow ${flowId} already has ${MAX_TESTS} tests, the most there may be; delete one that another covers.`,
      );
    return insertFlowTest(client, actor, flowId, body, contactId);
  });
}

async function contactOf(actor: Actor, executionId: number): Promise<bigint> {
  allow(actor, "executions:read");
  const execution = await prisma().execution.findUnique({ where: { id: executionId }, select: { contactId: true } });
  if (execution === null) throw notFound(`There is no execution ${executionId} to keep a test of.`);
  return execution.contactId;
}

/** Changes what is given. @throws ApiError 404, 409 (the name is taken, or the flow is archived) */
export async function patchFlowTest(
  actor: Actor,
  flowId: number,
  testId: number,
  body: z.output<typeof patchFlowTestBody>,
): Promise<FlowTestResponse> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    await lockFlow(client, flowId);
    const [before] = await readFlowTests(client, flowId, [testId]);
    if (before === undefined) throw noTest(flowId, testId);
    const name = body.name ?? before.name;
    if (name !== before.name) await checkName(client, flowId, name, testId);
    const conversation = {
      contact: body.contact ?? before.contact,
      starts_at: body.starts_at ?? before.starts_at,
      turns: body.turns ?? before.turns,
    };
    const after = await prisma(client).flowTest.update({
      where: { id: testId },
      data: { name, conversation: toJson(conversation), updatedAt: new Date() },
    });
    await audit(client, actor, "flow_test.updated", "flow", flowId, { test_id: testId, fields: Object.keys(body) });
    return toFlowTest(after);
  });
}

/** @throws ApiError 404, 409 (the flow is archived) */
export async function removeFlowTest(actor: Actor, flowId: number, testId: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    await lockFlow(client, flowId);
    const test = await prisma(client).flowTest.findUnique({ where: { id: testId, flowId }, select: { name: true } });
    if (test === null) throw noTest(flowId, testId);
    await prisma(client).flowTest.deleteMany({ where: { id: testId } });
    await audit(client, actor, "flow_test.deleted", "flow", flowId, { test_id: testId, name: test.name });
  });
}

async function checkName(db: Db, flowId: number, name: string, except: number): Promise<void> {
  const other = await prisma(db).flowTest.findFirst({
    where: { flowId, name, id: { not: except } },
    select: { id: true },
  });
  if (other !== null) throw conflict("name-taken", `Flow ${flowId} already has a test named "${name}"; choose another name.`);
}
