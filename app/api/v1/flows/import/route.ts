import { importFlowContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { importFlow } from "#server/flows/exchange";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(importFlowContract, ({ actor, body }) => importFlow(actor, body)),
});
