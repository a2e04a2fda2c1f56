import { patchFlowTestContract, removeFlowTestContract } from "#lib/api/flow-tests.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchFlowTest, removeFlowTest } from "#server/services/flow-tests/flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchFlowTestContract, ({ actor, params, body }) => patchFlowTest(actor, params.id, params.test_id, body)),
  DELETE: route(removeFlowTestContract, ({ actor, params }) => removeFlowTest(actor, params.id, params.test_id)),
});
