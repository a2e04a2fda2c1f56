import { listUnansweredContract } from "#lib/api/unanswered.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listUnanswered } from "#server/services/unanswered/list-unanswered";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listUnansweredContract, ({ actor, query }) => listUnanswered(actor, query)),
});
