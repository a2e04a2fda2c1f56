import { z } from "zod";
import { call } from "#components/api/call.ts";
import { type AiRequest, aiResult, type AiResult } from "#lib/effects/complete_ai/effect.ts";
import { type FlowTest, flowTest } from "#lib/flow-tests/schema.ts";

/** Asks the real model; its failure is a result, too. @throws ApiRefusal */
export const askModel = (request: AiRequest): Promise<AiResult> => call("POST", "/ai/complete", aiResult, request);

const storedTest = flowTest.extend({ id: z.number(), flow_id: z.number(), created_at: z.string(), updated_at: z.string() });
export type StoredTest = z.output<typeof storedTest>;

const testList = z.object({ items: z.array(storedTest), next_cursor: z.string().nullable() });

/** All tests of a flow, oldest first. @throws ApiRefusal */
export async function loadTests(flowId: number): Promise<StoredTest[]> {
  const { items } = await call("GET", `/flows/${flowId}/tests?limit=200`, testList);
  return items.reverse();
}

export const saveTest = (flowId: number, test: FlowTest): Promise<StoredTest> => call("POST", `/flows/${flowId}/tests`, storedTest, test);
export const changeTest = (flowId: number, testId: number, change: Partial<FlowTest>): Promise<StoredTest> =>
  call("PATCH", `/flows/${flowId}/tests/${testId}`, storedTest, change);
export const deleteTest = (flowId: number, testId: number): Promise<undefined> =>
  call("DELETE", `/flows/${flowId}/tests/${testId}`, z.undefined());

const simulation = z.object({
  version: z.number().nullable(),
  execution: z
    .object({
      id: z.number(),
      status: z.string(),
      node_id: z.string().nullable(),
      reason: z.string().nullable(),
      context: z.record(z.string(), z.json()),
    })
    .nullable(),
  visits: z.array(z.object({ seq: z.number(), node_id: z.string(), transition_id: z.string().nullable() })),
  messages: z.array(
    z.object({
      id: z.number(),
      direction: z.enum(["inbound", "outbound"]),
      text: z.string(),
      status: z.string(),
      wamid: z.string().nullable(),
      node_id: z.string().nullable(),
      at: z.string(),
    }),
  ),
  waiting: z.number(),
});
/** The conversation through the real pipeline, as the server has it. */
export type Simulation = z.output<typeof simulation>;

export const readSimulation = (flowId: number, after: number): Promise<Simulation> =>
  call("GET", `/flows/${flowId}/simulation?after=${after}`, simulation);
export const saySimulation = (flowId: number, text: string, name: string): Promise<{ wamid: string }> =>
  call("POST", `/flows/${flowId}/simulation`, z.object({ wamid: z.string() }), { text, name });
export const restartSimulation = (flowId: number): Promise<{ after: number }> =>
  call("DELETE", `/flows/${flowId}/simulation`, z.object({ after: z.number() }));
