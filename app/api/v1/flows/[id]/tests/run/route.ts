import { runFlowTestsContract } from "#lib/api/flow-tests.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { runTestsOfFlow } from "#server/services/flow-tests/run-flow-tests";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(runFlowTestsContract, ({ actor, params, body, signal }) => runTestsOfFlow(actor, params.id, body, signal)),
});
