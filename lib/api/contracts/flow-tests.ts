import {
  createFlowTestBody,
  flowTestResponse,
  flowTestParams,
  patchFlowTestBody,
  runFlowTestsResponse,
  runFlowTestsBody,
} from "../schemas/flow-tests.ts";
import { flowParams } from "../schemas/flows.ts";
import { contract } from "../contract.ts";
import { listOf, pageQuery } from "../page.ts";

export const listFlowTestsContract = contract({
  method: "GET",
  path: "/flows/{id}/tests",
  summary: "A flow's tests, newest first",
  permission: "flows:read",
  params: flowParams,
  query: pageQuery,
  status: 200,
  response: listOf(flowTestResponse),
});

export const createFlowTestContract = contract({
  method: "POST",
  path: "/flows/{id}/tests",
  summary: "Keep a conversation as a test",
  description:
    "Each turn does one thing (`say`, `start`, `wait`, `next_timer`, `answer_ai`, `fail_ai`) and says what is expected after it; what an expectation leaves out is not looked at.",
  permission: "flows:write",
  params: flowParams,
  body: createFlowTestBody,
  status: 201,
  response: flowTestResponse,
  refusals: { 409: "The name is taken, the flow has as many tests as it may, or it is archived." },
});

export const patchFlowTestContract = contract({
  method: "PATCH",
  path: "/flows/{id}/tests/{test_id}",
  summary: "Change a test",
  permission: "flows:write",
  params: flowTestParams,
  body: patchFlowTestBody,
  status: 200,
  response: flowTestResponse,
  refusals: { 409: "The name is taken, or the flow is archived." },
});

export const removeFlowTestContract = contract({
  method: "DELETE",
  path: "/flows/{id}/tests/{test_id}",
  summary: "Delete a test",
  permission: "flows:write",
  params: flowTestParams,
  status: 204,
  response: null,
  refusals: { 409: "The flow is archived." },
});

export const runFlowTestsContract = contract({
  method: "POST",
  path: "/flows/{id}/tests/run",
  summary: "Run a flow's tests",
  description:
    "Against the draft, or a published version, with the engine that the worker runs; AI answers are those that the tests hold. Nothing is stored or sent.",
  permission: "flows:write",
  params: flowParams,
  body: runFlowTestsBody,
  status: 200,
  response: runFlowTestsResponse,
});
