import { figures, figuresQuery } from "../schemas/figures.ts";
import { flowParams } from "../schemas/flows.ts";
import { contract } from "../contract.ts";

export const getFiguresContract = contract({
  method: "GET",
  path: "/flows/{id}/figures",
  summary: "What happened at each node of a version",
  description: "Visits, exits taken, drop-off and median waiting time, over the executions of one version that started in a period.",
  permission: "flows:read",
  params: flowParams,
  query: figuresQuery,
  status: 200,
  response: figures,
});
