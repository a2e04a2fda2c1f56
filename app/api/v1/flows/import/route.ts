import { importFlowContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { importFlow } from "#server/flows/exchange";

export const POST = route(importFlowContract, ({ actor, body }) => importFlow(actor, body));
