import { createFlowTestContract, listFlowTestsContract } from "#server/api/contracts/flow-tests";
import { route } from "#server/api/route";
import { createFlowTest, listFlowTests } from "#server/flow-tests/flow-tests";

export const GET = route(listFlowTestsContract, ({ actor, params, query }) => listFlowTests(actor, params.id, query));
export const POST = route(createFlowTestContract, ({ actor, params, body }) => createFlowTest(actor, params.id, body));
