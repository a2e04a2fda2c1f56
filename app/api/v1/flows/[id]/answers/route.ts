import { listAnswersContract } from "#lib/api/answers.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { answersFile, listAnswers } from "#server/services/executions/answers/list-answers";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAnswersContract, ({ actor, params, query: { format, ...query }, signal }) =>
    format === "csv" ? answersFile(actor, params.id, query, signal) : listAnswers(actor, params.id, query),
  ),
});
