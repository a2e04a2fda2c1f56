import { getEventsContract } from "#server/api/contracts/executions";
import { route } from "#server/api/route";
import { getEvents } from "#server/executions/events";

export const GET = route(getEventsContract, ({ actor, params }) => getEvents(actor, params.id));
