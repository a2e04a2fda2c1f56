import { createFlowTestContract, listFlowTestsContract } from "#server/api/contracts/flow-tests";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { createFlowTest, listFlowTests } from "#server/flow-tests/flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listFlowTestsContract, ({ actor, params, query }) => listFlowTests(actor, params.id, query)),
  POST: route(createFlowTestContract, ({ actor, params, body }) => createFlowTest(actor, params.id, body)),
});
