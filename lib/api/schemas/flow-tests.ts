import { z } from "zod";
import { EXAMPLE_FLOW_TEST, flowTest } from "#lib/flow-tests/schema.ts";
import { smallId, timestamp } from "../ids.ts";

/** What the API takes and answers about flow tests. */

export const flowTestParams = z.object({ id: smallId, test_id: smallId });

export const createFlowTestBody = flowTest.meta({ id: "CreateFlowTest", example: EXAMPLE_FLOW_TEST });

const { shape } = flowTest;
export const patchFlowTestBody = z
  .strictObject({
    name: shape.name.optional(),
    contact: shape.contact.unwrap().optional(),
    starts_at: shape.starts_at.unwrap().optional(),
    turns: shape.turns.optional(),
  })
  .meta({ id: "PatchFlowTest", description: "`turns` are replaced whole.", example: { name: "Diz o nome completo" } });

export const flowTestResponse = flowTest.extend({ id: z.int(), flow_id: z.int(), created_at: timestamp, updated_at: timestamp }).meta({
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
    z.object({ kind: z.literal("messages"), lines: z.array(z.object({ kind: z.enum(["same", "missing", "extra"]), text: z.string() })) }),
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
      .meta({ description: "There was nothing to do it to: no timer ran, no AI call waited." }),
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
          .meta({ description: "One a turn of the test; without differences it went as expected." }),
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

export type FlowTestResponse = z.output<typeof flowTestResponse>;
