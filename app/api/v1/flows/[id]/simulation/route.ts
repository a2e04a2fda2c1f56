import { readSimulationContract, restartSimulationContract, saySimulationContract } from "#lib/api/simulation.ts";
import { onceAround } from "#server/http/idempotency";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { readSimulation, restartSimulation, saySimulation } from "#server/services/simulation/simulation";
import { POST as webhook } from "../../../../../webhook/whatsapp/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readSimulationContract, ({ actor, params, query }) => readSimulation(actor, params.id, query.after ?? 0)),
  POST: route(saySimulationContract, ({ actor, params, body, once }) =>
    onceAround(once, () => saySimulation(actor, params.id, body, webhook)),
  ),
  DELETE: route(restartSimulationContract, ({ actor, params }) => restartSimulation(actor, params.id)),
});
