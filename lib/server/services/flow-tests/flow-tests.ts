import type { z } from "zod";
import { type FlowTest, MAX_TESTS } from "#lib/flow-tests/schema.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { lockFlow, readFlow } from "../../flows/flow-row.ts";
import type { FlowTestResponse, patchFlowTestBody } from "#lib/api/flow-tests.ts";

interface FlowTestRow {
  id: number;
  flow_id: number;
  name: string;
  conversation: Omit<FlowTest, "name">;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = "id, flow_id, name, conversation, created_at, updated_at";

function toResponse({ conversation, created_at, updated_at, ...row }: FlowTestRow): FlowTestResponse {
  return { ...row, ...conversation, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}

/** A page of a flow's tests, newest first. @throws ApiError 400, 404 */
export async function listFlowTests(actor: Actor, flowId: number, query: PageRequest): Promise<Page<FlowTestResponse>> {
  allow(actor, "flows:read");
  await readFlow(pool(), flowId);
  const { rows } = await pool().query<FlowTestRow>(
    `SELECT ${COLUMNS} FROM flow_tests WHERE flow_id = $1 AND id < $2::bigint ORDER BY id DESC LIMIT $3`,
    [flowId, startBelow("flow_tests", query), (query.limit ?? DEFAULT_LIMIT) + 1],
  );
  return pageOf("flow_tests", query, rows, (row) => row.id, toResponse);
}

/** All of them, oldest first; `ids` chooses among them. @throws ApiError 404 for an id that is not of this flow */
export async function readFlowTests(db: Db, flowId: number, ids?: readonly number[]): Promise<FlowTestResponse[]> {
  const { rows } = await db.query<FlowTestRow>(
    `SELECT ${COLUMNS} FROM flow_tests WHERE flow_id = $1 AND ($2::int[] IS NULL OR id = ANY($2)) ORDER BY id`,
    [flowId, ids ?? null],
  );
  const unknown = ids?.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined) throw noTest(flowId, unknown);
  return rows.map(toResponse);
}

/** @throws ApiError 404, 409 (the name is taken, the flow has as many as it may, or it is archived) */
export async function createFlowTest(actor: Actor, flowId: number, body: FlowTest): Promise<FlowTestResponse> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    await lockFlow(client, flowId);
    await checkName(client, flowId, body.name, 0);
    const { rows: counted } = await client.query<{ n: number }>("SELECT count(*) AS n FROM flow_tests WHERE flow_id = $1", [flowId]);
    if ((counted[0]?.n ?? 0) >= MAX_TESTS)
      throw conflict(
        "too-many-tests",
        `Flow ${flowId} already has ${MAX_TESTS} tests, the most there may be; delete one that another covers.`,
      );
    return insertFlowTest(client, actor, flowId, body);
  });
}

/** For a flow whose row this transaction has locked or made. */
export async function insertFlowTest(db: Db, actor: Actor, flowId: number, { name, ...conversation }: FlowTest): Promise<FlowTestResponse> {
  const { rows } = await db.query<FlowTestRow>(
    `INSERT INTO flow_tests (flow_id, name, conversation) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
    [flowId, name, JSON.stringify(conversation)],
  );
  const created = rows[0];
  if (created === undefined) throw new Error("INSERT answered no row");
  await audit(db, actor, "flow_test.created", "flow", flowId, { test_id: created.id, name });
  return toResponse(created);
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
    await client.query("UPDATE flow_tests SET name = $2, conversation = $3, updated_at = now() WHERE id = $1", [
      testId,
      name,
      JSON.stringify(conversation),
    ]);
    await audit(client, actor, "flow_test.updated", "flow", flowId, { test_id: testId, fields: Object.keys(body) });
    const [after] = await readFlowTests(client, flowId, [testId]);
    return after ?? before;
  });
}

/** @throws ApiError 404, 409 (the flow is archived) */
export async function removeFlowTest(actor: Actor, flowId: number, testId: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    await lockFlow(client, flowId);
    const { rows } = await client.query<{ name: string }>("DELETE FROM flow_tests WHERE flow_id = $1 AND id = $2 RETURNING name", [
      flowId,
      testId,
    ]);
    if (rows[0] === undefined) throw noTest(flowId, testId);
    await audit(client, actor, "flow_test.deleted", "flow", flowId, { test_id: testId, name: rows[0].name });
  });
}

async function checkName(db: Db, flowId: number, name: string, except: number): Promise<void> {
  const { rowCount } = await db.query("SELECT FROM flow_tests WHERE flow_id = $1 AND name = $2 AND id <> $3", [flowId, name, except]);
  if (rowCount !== 0) throw conflict("name-taken", `Flow ${flowId} already has a test named "${name}"; choose another name.`);
}

const noTest = (flowId: number, testId: number) =>
  notFound(`Flow ${flowId} has no test ${testId}. GET /api/v1/flows/${flowId}/tests lists those there are.`);
