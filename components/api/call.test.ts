import { expect, expectTypeOf, test } from "vitest";
import { patchContactContract } from "#lib/api/contacts.ts";
import { putDraftContract } from "#lib/api/draft.ts";
import { getExecutionContract, listExecutionsContract } from "#lib/api/executions.ts";
import { getFiguresContract } from "#lib/api/figures.ts";
import { removeFlowContract } from "#lib/api/flows.ts";
import { removeFlowTestContract } from "#lib/api/flow-tests.ts";
import { getPulseContract } from "#lib/api/history.ts";
import { ApiRefusal, type CallInput, requestOf, resultOf } from "./call.ts";

test("parameters fill the path and the query, each as the contract's schema reads it back", () => {
  const from = new Date("2026-11-23T12:00:00.000Z");
  const { url, init } = requestOf(listExecutionsContract, {
    query: { flow_id: 7, status: ["waiting", "failed"], search: "a&b", from, to: undefined, limit: 50 },
  });
  expect(init).toEqual({ method: "GET" });
  const { pathname, searchParams } = new URL(url, "http://siga.test");
  expect(pathname).toBe("/api/v1/executions");
  const read = listExecutionsContract.query.parse(Object.fromEntries(searchParams));
  expect(read).toEqual({ flow_id: 7, status: ["waiting", "failed"], search: "a&b", from, limit: 50 });
});

test("what is text already goes as it is, and an empty query leaves no question mark", () => {
  const query = { from: "2026-11-23", version: 3 };
  expect(requestOf(getFiguresContract, { params: { id: 7 }, query }).url).toBe("/api/v1/flows/7/figures?from=2026-11-23&version=3");
  expect(requestOf(getFiguresContract, { params: { id: 7 }, query: {} }).url).toBe("/api/v1/flows/7/figures");
  expect(requestOf(removeFlowTestContract, { params: { id: 7, test_id: "a/b" } })).toEqual({
    url: "/api/v1/flows/7/tests/a%2Fb",
    init: { method: "DELETE" },
  });
});

test("a body goes as JSON", () => {
  expect(requestOf(patchContactContract, { params: { id: 1 }, body: { fields: { plano: null } } }).init).toEqual({
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: '{"fields":{"plano":null}}',
  });
});

test("what a newer server has beside the known is left out; what is missing is told", () => {
  expect(resultOf(getPulseContract, 200, { pulse: "1.2", beat: 3 })).toEqual({ pulse: "1.2" });
  expect(resultOf(putDraftContract, 200, { revision: 8, issues: [], saved_at: "now" })).toEqual({ revision: 8, issues: [] });
  expect(() => resultOf(getPulseContract, 200, {})).toThrow("/executions/{id}/pulse is not what this page knows");
  expect(resultOf(removeFlowContract, 204, undefined)).toBeUndefined();
});

const refused = (status: number, json: unknown): ApiRefusal => {
  try {
    resultOf(putDraftContract, status, json);
  } catch (error) {
    if (error instanceof ApiRefusal) return error;
  }
  throw new Error("it was not refused");
};

test("a refusal is told by its case, its sentence and its errors, whatever else it holds", () => {
  const errors = [{ pointer: "/start", message: "is required: text", code: "required", params: { expected: "string" } }];
  const json = {
    type: "urn:siga:problem:invalid-input",
    title: "Unprocessable Entity",
    status: 422,
    detail: "No.",
    errors,
    issues: "of a later form",
  };
  expect(refused(422, json)).toMatchObject({ name: "ApiRefusal", code: "invalid-input", message: "No.", errors });
  expect(refused(409, { type: "urn:siga:problem:stale-revision", detail: "Stale.", current_revision: 9 })).toMatchObject({
    code: "stale-revision",
    errors: [],
  });
});

test.each([
  ["a proxy's page", 502, null],
  ["JSON of another form", 500, { message: "no" }],
])("%s in place of a refusal is told by its status", (_, status, json) => {
  expect(refused(status, json)).toMatchObject({ code: "internal", message: `HTTP ${status}` });
});

test("a call asks for what the contract asks for, and for nothing else", () => {
  expectTypeOf<CallInput<typeof getExecutionContract>>().toEqualTypeOf<{ params: Readonly<Record<"id", string | number>> }>();
  expectTypeOf<Parameters<typeof requestOf<typeof getExecutionContract>>[1]>().not.toMatchTypeOf<{ body: unknown }>();
  // @ts-expect-error: the id is missing
  expect(requestOf(getExecutionContract, { params: {} }).url).toContain("undefined");
});
