import { runFlowTestsContract } from "#server/api/contracts/flow-tests";
import { route } from "#server/api/route";
import { runTestsOfFlow } from "#server/flow-tests/run-flow-tests";

export const POST = route(runFlowTestsContract, ({ actor, params, body }) => runTestsOfFlow(actor, params.id, body));
