import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { flowNodeSchema, transitionSchema } from "#lib/engine/graph-schema.ts";
import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";
import { parseBody } from "../../http/parse.ts";
import { conflict, invalidField, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { lockFlow, writeDraft } from "../../flows/flow-row.ts";
import { checkNodeType } from "./node-types.ts";
import type { createNodeBody, createTransitionBody, patchNodeBody, patchTransitionBody } from "#lib/api/draft-edits.ts";

type Revised<T> = T & { revision: number };

/** Appends a node; the first one becomes the start. @throws ApiError 404, 409 (id taken, archived), 422 */
export function addNode(actor: Actor, flowId: number, body: z.output<typeof createNodeBody>): Promise<Revised<FlowNode>> {
  return editDraft(actor, flowId, (draft) => {
    checkNodeType(body.node_type, ["node_type"]);
    const id = body.id ?? freeId("n", draft.nodes);
    if (draft.nodes.some((node) => node.id === id))
      throw conflict("id-taken", `Flow ${flowId} already has a node "${id}"; choose another id, or PATCH that node.`);
    const node = parseBody(flowNodeSchema, { ...body, id, position: body.position ?? besideTheLast(draft.nodes) });
    return [{ ...draft, nodes: [...draft.nodes, node], start: draft.start ?? id }, node];
  });
}

const CARD_SPACING = 320;

/** Clients that draw nothing send no positions; on the canvas their nodes should not lie on top of each other. */
function besideTheLast(nodes: FlowNode[]): FlowNode["position"] {
  const last = nodes.at(-1);
  return last === undefined ? { x: 0, y: 0 } : { x: last.position.x + CARD_SPACING, y: last.position.y };
}

/** Changes the fields that are given; `config` is replaced whole. @throws ApiError 404, 409, 422 */
export function patchNode(actor: Actor, flowId: number, nodeId: string, body: z.output<typeof patchNodeBody>): Promise<Revised<FlowNode>> {
  return editDraft(actor, flowId, (draft) => {
    if (body.node_type !== undefined) checkNodeType(body.node_type, ["node_type"]);
    const before = draft.nodes.find((node) => node.id === nodeId) ?? noNode(flowId, nodeId);
    if (body.id !== undefined && body.id !== nodeId)
      throw invalidField(["id"], "can't be changed; transitions and conversations know the node by it");
    const { docked_to = before.docked_to ?? null, ...changed } = body;
    const { docked_to: _, ...kept } = { ...before, ...changed };
    const node = parseBody(flowNodeSchema, docked_to === null ? kept : { ...kept, docked_to });
    return [{ ...draft, nodes: draft.nodes.map((other) => (other === before ? node : other)) }, node];
  });
}

/** Takes a node away with every transition that touches it. @throws ApiError 404, 409 */
export function removeNode(actor: Actor, flowId: number, nodeId: string): Promise<Revised<object>> {
  return editDraft(actor, flowId, (draft) => {
    const nodes = draft.nodes.filter((node) => node.id !== nodeId);
    if (nodes.length === draft.nodes.length) noNode(flowId, nodeId);
    const transitions = draft.transitions.filter((transition) => transition.from !== nodeId && transition.to !== nodeId);
    return [{ ...draft, nodes, transitions, start: draft.start === nodeId ? null : draft.start }, {}];
  });
}

/** Appends a transition: of one exit's, the last to be tried. @throws ApiError 404, 409, 422 */
export function addTransition(actor: Actor, flowId: number, body: z.output<typeof createTransitionBody>): Promise<Revised<Transition>> {
  return editDraft(actor, flowId, (draft) => {
    const id = body.id ?? freeId("t", draft.transitions);
    if (draft.transitions.some((transition) => transition.id === id))
      throw conflict("id-taken", `Flow ${flowId} already has a transition "${id}"; choose another id, or PATCH that transition.`);
    const transition = parseBody(transitionSchema, { ...body, id });
    checkEnds(draft, transition);
    return [{ ...draft, transitions: [...draft.transitions, transition] }, transition];
  });
}

/** Changes the fields that are given; the order among transitions stays. @throws ApiError 404, 409, 422 */
export function patchTransition(
  actor: Actor,
  flowId: number,
  transitionId: string,
  body: z.output<typeof patchTransitionBody>,
): Promise<Revised<Transition>> {
  return editDraft(actor, flowId, (draft) => {
    const before = draft.transitions.find((transition) => transition.id === transitionId) ?? noTransition(flowId, transitionId);
    if (body.id !== undefined && body.id !== transitionId)
      throw invalidField(["id"], "can't be changed; add a transition and delete this one");
    const transition = parseBody(transitionSchema, { ...before, ...body });
    checkEnds(draft, transition);
    return [{ ...draft, transitions: draft.transitions.map((other) => (other === before ? transition : other)) }, transition];
  });
}

/** @throws ApiError 404, 409 */
export function removeTransition(actor: Actor, flowId: number, transitionId: string): Promise<Revised<object>> {
  return editDraft(actor, flowId, (draft) => {
    const transitions = draft.transitions.filter((transition) => transition.id !== transitionId);
    if (transitions.length === draft.transitions.length) noTransition(flowId, transitionId);
    return [{ ...draft, transitions }, {}];
  });
}

/** One edit, one revision: the flow's row stays locked from reading the draft to writing it, so no edit is lost. */
async function editDraft<T extends object>(actor: Actor, flowId: number, edit: (draft: FlowGraph) => [FlowGraph, T]): Promise<Revised<T>> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    const { draft, revision } = await lockFlow(client, flowId);
    const [graph, result] = edit(draft);
    // What changes nothing makes nobody else's draft stale.
    return { ...result, revision: isDeepStrictEqual(graph, draft) ? revision : await writeDraft(client, actor, flowId, graph) };
  });
}

function freeId(prefix: string, taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  for (let n = taken.length + 1; ; n += 1) {
    if (!ids.has(`${prefix}${n}`)) return `${prefix}${n}`;
  }
}

function checkEnds(draft: FlowGraph, transition: Transition): void {
  for (const end of ["from", "to"] as const) {
    if (!draft.nodes.some((node) => node.id === transition[end]))
      throw invalidField([end], `there is no node "${transition[end]}" in this flow; add it first`);
  }
}

function noNode(flowId: number, nodeId: string): never {
  throw notFound(`Flow ${flowId} has no node "${nodeId}".`);
}

function noTransition(flowId: number, transitionId: string): never {
  throw notFound(`Flow ${flowId} has no transition "${transitionId}".`);
}
