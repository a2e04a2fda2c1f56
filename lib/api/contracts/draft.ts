import {
  createNodeBody,
  createTransitionBody,
  flowParams,
  nodeResponse,
  nodeParams,
  patchNodeBody,
  patchTransitionBody,
  revisionResponse,
  transitionResponse,
  transitionParams,
} from "../schemas/flows.ts";
import { contract } from "../contract.ts";

const ARCHIVED = "The flow is archived.";

export const addNodeContract = contract({
  method: "POST",
  path: "/flows/{id}/nodes",
  summary: "Add a node to the draft",
  description: "The first node becomes the start. Its config may be incomplete until publishing.",
  permission: "flows:write",
  params: flowParams,
  body: createNodeBody,
  status: 201,
  response: nodeResponse,
  refusals: { 409: "The id is taken, or the flow is archived." },
});

export const patchNodeContract = contract({
  method: "PATCH",
  path: "/flows/{id}/nodes/{node_id}",
  summary: "Change a node of the draft",
  description: "Only the fields given change; `config` is replaced whole.",
  permission: "flows:write",
  params: nodeParams,
  body: patchNodeBody,
  status: 200,
  response: nodeResponse,
  refusals: { 409: ARCHIVED },
});

export const removeNodeContract = contract({
  method: "DELETE",
  path: "/flows/{id}/nodes/{node_id}",
  summary: "Remove a node and its transitions from the draft",
  permission: "flows:write",
  params: nodeParams,
  status: 200,
  response: revisionResponse,
  refusals: { 409: ARCHIVED },
});

export const addTransitionContract = contract({
  method: "POST",
  path: "/flows/{id}/transitions",
  summary: "Add a transition to the draft",
  permission: "flows:write",
  params: flowParams,
  body: createTransitionBody,
  status: 201,
  response: transitionResponse,
  refusals: { 409: "The id is taken, or the flow is archived." },
});

export const patchTransitionContract = contract({
  method: "PATCH",
  path: "/flows/{id}/transitions/{transition_id}",
  summary: "Change a transition of the draft",
  permission: "flows:write",
  params: transitionParams,
  body: patchTransitionBody,
  status: 200,
  response: transitionResponse,
  refusals: { 409: ARCHIVED },
});

export const removeTransitionContract = contract({
  method: "DELETE",
  path: "/flows/{id}/transitions/{transition_id}",
  summary: "Remove a transition from the draft",
  permission: "flows:write",
  params: transitionParams,
  status: 200,
  response: revisionResponse,
  refusals: { 409: ARCHIVED },
});
