import { patchFlowTestContract, removeFlowTestContract } from "#server/api/contracts/flow-tests";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { patchFlowTest, removeFlowTest } from "#server/flow-tests/flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchFlowTestContract, ({ actor, params, body }) => patchFlowTest(actor, params.id, params.test_id, body)),
  DELETE: route(removeFlowTestContract, ({ actor, params }) => removeFlowTest(actor, params.id, params.test_id)),
});
