import { patchFlowTestContract, removeFlowTestContract } from "#server/api/contracts/flow-tests";
import { route } from "#server/api/route";
import { patchFlowTest, removeFlowTest } from "#server/flow-tests/flow-tests";

export const PATCH = route(patchFlowTestContract, ({ actor, params, body }) => patchFlowTest(actor, params.id, params.test_id, body));
export const DELETE = route(removeFlowTestContract, ({ actor, params }) => removeFlowTest(actor, params.id, params.test_id));
