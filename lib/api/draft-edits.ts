import { z } from "zod";
import { flowNodeSchema, transitionSchema } from "#lib/engine/graph-schema.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { EXAMPLE_GRAPH, revision } from "./graph.ts";
import { smallId } from "./ids.ts";
import { flowParams } from "./params.ts";

const nodeParams = z.object({ id: smallId, node_id: z.string().min(1).max(64) });

const transitionParams = z.object({ id: smallId, transition_id: z.string().min(1).max(64) });

const { shape: nodeShape } = flowNodeSchema;

const { shape: transitionShape } = transitionSchema;

export const createNodeBody = z
  .strictObject({ ...nodeShape, id: nodeShape.id.optional().meta({ description: "The author's own; `n1`, `n2` ... when left out." }) })
  .meta({ id: "CreateNode", example: EXAMPLE_GRAPH.nodes[0] });

export const patchNodeBody = z
  .strictObject({
    id: nodeShape.id.optional().meta({ description: "May be repeated, not changed." }),
    name: nodeShape.name.unwrap().optional(),
    node_type: nodeShape.node_type.optional(),
    config: nodeShape.config.unwrap().optional().meta({ description: "Replaces the whole config." }),
    position: nodeShape.position.unwrap().optional(),
    docked_to: nodeShape.id.nullable().optional().meta({ description: "The node right under which its card stands; null: none." }),
  })
  .meta({ id: "PatchNode", example: { config: { message: "Oi, {nome}!" } } });

export const createTransitionBody = z
  .strictObject({
    ...transitionShape,
    id: transitionShape.id.optional().meta({ description: "The author's own; `t1`, `t2` ... when left out." }),
  })
  .meta({ id: "CreateTransition", example: { from: "hello", to: "name" } });

export const patchTransitionBody = z
  .strictObject({
    id: transitionShape.id.optional().meta({ description: "May be repeated, not changed." }),
    from: transitionShape.from.optional(),
    to: transitionShape.to.optional(),
    exit: transitionShape.exit.unwrap().optional(),
    condition: transitionShape.condition.unwrap().optional(),
  })
  .meta({ id: "PatchTransition", example: { condition: "idade >= 18" } });

const revisionResponse = z
  .object({ revision: revision.meta({ description: "The draft's, after the edit." }) })
  .meta({ id: "Revision", example: { revision: 8 } });

const nodeResponse = z.object({ ...nodeShape, revision }).meta({ id: "NodeAnswer", example: { ...EXAMPLE_GRAPH.nodes[0], revision: 2 } });

const transitionResponse = z
  .object({ ...transitionShape, revision })
  .meta({ id: "TransitionAnswer", example: { ...EXAMPLE_GRAPH.transitions[0], revision: 5 } });

const ARCHIVED = "The flow is archived.";

export const addNodeContract = contract({
  method: "POST",
  path: "/flows/{id}/nodes",
  summary: "Add a node to the draft",
  description: "The first node becomes the start. Its config may be incomplete until publishing.",
  permission: "flows:write",
  params: flowParams,
  body: createNodeBody,
  maxBytes: BODY_BYTES.node,
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
  maxBytes: BODY_BYTES.node,
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
