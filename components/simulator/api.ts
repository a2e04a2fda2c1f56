import { call } from "#components/api/call.ts";
import {
  createFlowTestContract,
  type FlowTestResponse,
  listFlowTestsContract,
  patchFlowTestContract,
  removeFlowTestContract,
} from "#lib/api/flow-tests.ts";
import { readSimulationContract, restartSimulationContract, saySimulationContract } from "#lib/api/simulation.ts";
import type { FlowTest } from "#lib/flow-tests/schema.ts";

/** All tests of a flow, oldest first. @throws ApiRefusal */
export async function loadTests(flowId: number): Promise<FlowTestResponse[]> {
  const { items } = await call(listFlowTestsContract, { params: { id: flowId }, query: { limit: 200 } });
  return items.reverse();
}

/** `executionId`: the real conversation that it is kept of. */
export const saveTest = (flowId: number, test: FlowTest, executionId?: number): Promise<FlowTestResponse> =>
  call(createFlowTestContract, { params: { id: flowId }, body: { ...test, execution_id: executionId } });
export const changeTest = (flowId: number, testId: number, body: Partial<FlowTest>): Promise<FlowTestResponse> =>
  call(patchFlowTestContract, { params: { id: flowId, test_id: testId }, body });
export const deleteTest = (flowId: number, testId: number): Promise<undefined> =>
  call(removeFlowTestContract, { params: { id: flowId, test_id: testId } });

export const readSimulation = (flowId: number, after: number) => call(readSimulationContract, { params: { id: flowId }, query: { after } });
/** A text, or a tap on something in one of the messages. */
export type SaidToPipeline = { text: string } | { tap: { message_id: number; id: string } };

export const saySimulation = (flowId: number, said: SaidToPipeline, name: string) =>
  call(saySimulationContract, { params: { id: flowId }, body: { ...said, name } });
export const restartSimulation = (flowId: number) => call(restartSimulationContract, { params: { id: flowId } });
