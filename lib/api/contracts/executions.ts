import { history, historyQuery, pulse } from "../schemas/history.ts";
import { execution, executionParams, retryBody } from "../schemas/executions.ts";
import { contract } from "../contract.ts";

export const getHistoryContract = contract({
  method: "GET",
  path: "/executions/{id}/history",
  summary: "One execution as a replay shows it",
  description:
    "The graph it runs, its visits with the context they changed, what was said, the requests to Meta and to the language model with their answers. Secrets are hidden.",
  permission: "executions:read",
  params: executionParams,
  query: historyQuery,
  status: 200,
  response: history,
});

export const getPulseContract = contract({
  method: "GET",
  path: "/executions/{id}/pulse",
  summary: "Whether an execution's history has changed",
  description: "Cheap enough to ask every second; read the history again when the answer differs from its `pulse`.",
  permission: "executions:read",
  params: executionParams,
  status: 200,
  response: pulse,
});

export const retryExecutionContract = contract({
  method: "POST",
  path: "/executions/{id}/retry",
  summary: "Have a failed execution go on from the node that failed",
  description: "The node is entered once more with the context as it was, and what follows it runs before the answer.",
  permission: "executions:write",
  params: executionParams,
  body: retryBody,
  status: 200,
  response: execution,
  refusals: { 409: "It has not failed, its contact is in another conversation, or the latest version has no such node." },
});
