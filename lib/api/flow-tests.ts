import { z } from "zod";
import { EXAMPLE_FLOW_TEST, flowTest } from "#lib/flow-tests/schema.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { smallId, timestamp } from "./ids.ts";
import { listOf, pageQuery } from "./page.ts";
import { flowParams } from "./params.ts";

const flowTestParams = z.object({ id: smallId, test_id: smallId });

export const createFlowTestBody = flowTest
  .extend({
    execution_id: z.int().min(1).optional().meta({
      description: "The real conversation that it was kept of: when that contact is erased, the test goes with the rest of their words.",
    }),
  })
  .meta({ id: "CreateFlowTest", example: EXAMPLE_FLOW_TEST });

const { shape } = flowTest;

export const patchFlowTestBody = z
  .strictObject({
    name: shape.name.optional(),
    contact: shape.contact.unwrap().optional(),
    starts_at: shape.starts_at.unwrap().optional(),
    calendars: shape.calendars,
    contact_fields: shape.contact_fields,
    turns: shape.turns.optional(),
  })
  .meta({ id: "PatchFlowTest", description: "`turns` are replaced whole.", example: { name: "Diz o nome completo" } });

const flowTestResponse = flowTest.extend({ id: z.int(), flow_id: z.int(), created_at: timestamp, updated_at: timestamp }).meta({
  id: "FlowTest",
  example: { ...EXAMPLE_FLOW_TEST, id: 1, flow_id: 1, created_at: "2026-11-23T12:00:00.000Z", updated_at: "2026-11-23T12:00:00.000Z" },
});

export const runFlowTestsBody = z
  .strictObject({
    test_ids: z.array(z.int().min(1).max(2_147_483_647)).max(200).optional().meta({ description: "All of the flow's tests unless given." }),
    version: z.int().min(1).max(2_147_483_647).optional().meta({ description: "Number of a published version; the draft unless given." }),
  })
  .meta({ id: "RunFlowTests", example: { test_ids: [1] } });

const difference = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.enum(["messages", "refused"]),
      lines: z.array(z.object({ kind: z.enum(["same", "missing", "extra"]), text: z.string() })),
    }),
    z.object({ kind: z.literal("node"), expected: z.string().nullable(), actual: z.string().nullable() }),
    z.object({ kind: z.literal("status"), expected: z.string(), actual: z.string().nullable() }),
    z.object({
      kind: z.literal("context"),
      path: z.string(),
      expected: z.json(),
      actual: z.json().optional().meta({ description: "Left out: not in the context." }),
    }),
    z
      .object({ kind: z.literal("impossible"), action: z.string() })
      .meta({ description: "There was nothing to do it to: no timer ran, no AI call waited, there was no such choice to tap." }),
  ])
  .meta({ id: "FlowTestDifference", description: "`missing` messages were expected and not sent, `extra` ones sent and not expected." });

export const runFlowTestsResponse = z
  .object({
    passed: z.boolean(),
    results: z.array(
      z.object({
        test_id: z.int(),
        name: z.string(),
        passed: z.boolean(),
        turns: z
          .array(z.object({ differences: z.array(difference) }))
          .meta({ description: "One a turn of the test; without differences it went as expected. None where it was stopped." }),
        stopped: z
          .enum(["time", "memory"])
          .optional()
          .meta({ description: "It took more than 5 seconds (or all tests together more than 25), or too much memory, and was given up." }),
      }),
    ),
  })
  .meta({
    id: "FlowTestRun",
    example: {
      passed: true,
      results: [{ test_id: 1, name: "Diz o nome", passed: true, turns: [{ differences: [] }, { differences: [] }] }],
    },
  });

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
    "Each turn does one thing (`say`, `start`, `wait`, `next_timer`, `call_back`, `answer_ai`, `fail_ai`, `answer_call`, " +
    "`settle_send`) and says what is expected after it; what an expectation leaves out is not looked at.",
  permission: "flows:write",
  params: flowParams,
  body: createFlowTestBody,
  maxBytes: BODY_BYTES.flow,
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
  maxBytes: BODY_BYTES.flow,
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
    "Against the draft, or a published version, with the engine that the worker runs; AI answers are those that the tests " +
    "hold. Nothing is stored or sent. A test has 5 seconds; who hangs up stops the run.",
  permission: "flows:write",
  params: flowParams,
  body: runFlowTestsBody,
  maxBytes: BODY_BYTES.flow,
  status: 200,
  response: runFlowTestsResponse,
});

export type FlowTestResponse = z.output<typeof flowTestResponse>;
