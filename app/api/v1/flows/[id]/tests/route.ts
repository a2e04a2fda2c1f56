import { createFlowTestContract, listFlowTestsContract } from "#lib/api/flow-tests.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createFlowTest, listFlowTests } from "#server/services/flow-tests/flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listFlowTestsContract, ({ actor, params, query }) => listFlowTests(actor, params.id, query)),
  POST: route(createFlowTestContract, ({ actor, params, body }) => createFlowTest(actor, params.id, body)),
});
