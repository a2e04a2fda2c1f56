import { completeAiResponse, completeAiBody } from "../schemas/ai.ts";
import { flowParams } from "../schemas/flows.ts";
import {
  restartSimulationResponse,
  saySimulationResponse,
  saySimulationBody,
  simulationResponse,
  simulationQuery,
} from "../schemas/simulation.ts";
import { contract } from "../contract.ts";

export const completeAiContract = contract({
  method: "POST",
  path: "/ai/complete",
  summary: "Ask the language model, as an ai_completion node does",
  description: "For trying a flow. Without an API key of the model's service the answer is simulated and says so.",
  permission: "flows:write",
  body: completeAiBody,
  status: 200,
  response: completeAiResponse,
  refusals: { 429: "Too many calls; `Retry-After` says when to come back." },
});

export const readSimulationContract = contract({
  method: "GET",
  path: "/flows/{id}/simulation",
  summary: "Your own conversation with this flow through the real pipeline",
  permission: "executions:read",
  params: flowParams,
  query: simulationQuery,
  status: 200,
  response: simulationResponse,
});

export const saySimulationContract = contract({
  method: "POST",
  path: "/flows/{id}/simulation",
  summary: "Say something to the published flow through the real pipeline",
  description:
    "A signed webhook goes the whole way: stored, queued, advanced by a worker, and answered on a simulated channel of the flow's own, from which nothing leaves.",
  permission: "executions:write",
  params: flowParams,
  body: saySimulationBody,
  status: 201,
  response: saySimulationResponse,
  refusals: { 409: "The flow is archived or not published.", 502: "The webhook refused the message; `detail` says why." },
});

export const restartSimulationContract = contract({
  method: "DELETE",
  path: "/flows/{id}/simulation",
  summary: "Start that conversation over",
  description: "Ends the execution that is open; messages stay where they are.",
  permission: "executions:write",
  params: flowParams,
  status: 200,
  response: restartSimulationResponse,
});
