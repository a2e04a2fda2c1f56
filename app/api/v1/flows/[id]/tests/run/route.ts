import { runFlowTestsContract } from "#server/api/contracts/flow-tests";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { runTestsOfFlow } from "#server/flow-tests/run-flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(runFlowTestsContract, ({ actor, params, body }) => runTestsOfFlow(actor, params.id, body)),
});
