import type { z } from "zod";
import type { ContactField } from "./contact-fields/types.ts";
import type { Calendar } from "./calendar/types.ts";
import { parseCondition } from "./condition.ts";
import type { NodeType, NodeTypes } from "./define-node.ts";
import { optionProblem } from "./options.ts";
import { type Problem, problem, toProblem } from "./problem/problem.ts";
import type { Trigger } from "./trigger-types.ts";
import type { FlowGraph, FlowNode, FlowSettings, Transition } from "./types.ts";

type ParsedCondition = ReturnType<typeof parseCondition>;

export interface CompiledTransition {
  id: string;
  to: string;
  /** The condition as its author wrote it; empty for none. */
  written: string;
  /** Null always holds. */
  condition: ParsedCondition | null;
  /** Why the condition cannot be read. */
  problem: Problem | null;
}

export interface CompiledNode {
  id: string;
  name: string;
  typeName: string;
  /** What runs the node, or why nothing can: a visit then fails with it. */
  code: { type: NodeType; config: unknown } | { problem: Problem };
  exits: ReadonlyMap<string, readonly CompiledTransition[]>;
}

export interface CompiledFlow {
  start: string | null;
  nodes: ReadonlyMap<string, CompiledNode>;
  settings?: FlowSettings;
  /** For whoever runs this flow alone; the server knows those of all flows. */
  triggers?: readonly Trigger[];
  /** Whether one of its nodes waits for a call from outside; only then has an execution of it a key for that. */
  hasCallbacks?: true;
  /** The flows that its nodes begin; only then are those resolved. */
  begins?: readonly number[];
  /** They, as they are published at the event, and the versions that frames are in: put there by the caller of `step` (`withFlows`). */
  flows?: Flows;
  /** What stands before the tokens in the addresses of such calls, put there by the caller of `step`; absent: there are none. */
  callbackBase?: string;
  /** Whether one of its nodes is handed the organisation's calendars; only then are they loaded. */
  readsCalendars?: true;
  /** They, as they are at the event: put there by the caller of `step` (`withCalendars`), so that a replay can use the same ones. */
  calendars?: readonly Calendar[];
  /** The same of the fields of contacts that have a type. */
  readsContactFields?: true;
  contactFields?: readonly ContactField[];
}

/** What an execution finds of other flows than its own. */
export interface Flows {
  /** The version that is begun where this flow is begun now; null where it has none. */
  published(flowId: number): number | null;
  /** A version by its id. */
  version(versionId: number): CompiledFlow;
}

/**
 * Prepares a graph for `step`: configs parsed, conditions parsed, transitions grouped by exit in their order.
 * Never throws, so that old versions stay runnable up to the node that is broken.
 */
export function compile(graph: FlowGraph, nodeTypes: NodeTypes): CompiledFlow {
  const exits = new Map<string, Map<string, CompiledTransition[]>>();
  for (const transition of graph.transitions) {
    const ofNode = exits.get(transition.from) ?? new Map<string, CompiledTransition[]>();
    const ofExit = ofNode.get(transition.exit) ?? [];
    ofExit.push(compileTransition(transition));
    exits.set(transition.from, ofNode.set(transition.exit, ofExit));
  }

  const nodes = new Map<string, CompiledNode>();
  for (const node of graph.nodes) {
    if (nodes.has(node.id)) continue;
    nodes.set(node.id, {
      id: node.id,
      name: node.name,
      typeName: node.node_type,
      code: compileCode(node, nodeTypes),
      exits: exits.get(node.id) ?? new Map(),
    });
  }
  const types = [...nodes.values()].flatMap(({ code }) => ("type" in code ? [code.type] : []));
  const readsCalendars = types.some((type) => type.readsCalendars === true);
  const begins = [...nodes.values()].flatMap(({ code }) => ("type" in code ? (code.type.begins?.(code.config)?.flowId ?? []) : []));
  const hasCallbacks = types.some((type) => type.isCalledBack === true);
  return {
    start: graph.start,
    nodes,
    ...(graph.settings && { settings: graph.settings }),
    ...(graph.triggers && { triggers: graph.triggers }),
    ...(readsCalendars && { readsCalendars }),
    ...(types.some((type) => type.readsContactFields === true) && { readsContactFields: true as const }),
    ...(hasCallbacks && { hasCallbacks }),
    ...(begins.length > 0 && { begins: [...new Set(begins)] }),
  };
}

/** The flow with the organisation's calendars, where it or one that it may come to reads them. */
export function withCalendars(flow: CompiledFlow, calendars: readonly Calendar[]): CompiledFlow {
  const { flows } = flow;
  return {
    ...flow,
    ...(flow.readsCalendars === true && { calendars }),
    ...(flows && { flows: { ...flows, version: (id: number) => withCalendars(flows.version(id), calendars) } }),
  };
}

/** The flow with the fields of contacts that have a type, where it or one that it may come to reads them. */
export function withContactFields(flow: CompiledFlow, contactFields: readonly ContactField[]): CompiledFlow {
  const { flows } = flow;
  return {
    ...flow,
    ...(flow.readsContactFields === true && { contactFields }),
    ...(flows && { flows: { ...flows, version: (id: number) => withContactFields(flows.version(id), contactFields) } }),
  };
}

/** The flow with what stands before the tokens of its addresses for calls from outside, where it or a flow that it begins may have any. */
export const withCallbackBase = (flow: CompiledFlow, callbackBase: string): CompiledFlow =>
  mayBeCalledBack(flow) ? { ...flow, callbackBase } : flow;

/** Whether an execution of it needs a key for such addresses. */
export const mayBeCalledBack = (flow: CompiledFlow): boolean => flow.hasCallbacks === true || flow.begins !== undefined;

/** The flow with the others that its executions may come to. */
export const withFlows = (flow: CompiledFlow, flows: Flows): CompiledFlow => ({ ...flow, flows });

function compileCode(node: FlowNode, nodeTypes: NodeTypes): CompiledNode["code"] {
  const type = nodeTypes.get(node.node_type);
  if (!type) return { problem: problem("no_such_node_type", { node_type: node.node_type }) };
  const parsed = type.config.safeParse(node.config);
  return parsed.success ? { type, config: parsed.data } : { problem: firstProblem(parsed.error) };
}

function firstProblem({ issues: [issue], message }: z.ZodError): Problem {
  if (!issue) return problem("unexpected", { said: message });
  return problem("in_field", { field: issue.path.join("."), problem: optionProblem(issue) });
}

function compileTransition({ id, to, condition }: Transition): CompiledTransition {
  if (isAlways(condition)) return { id, to, written: "", condition: null, problem: null };
  const written = condition.trim();
  try {
    return { id, to, written, condition: parseCondition(condition), problem: null };
  } catch (error) {
    return { id, to, written, condition: null, problem: toProblem(error) };
  }
}

/** The condition of a transition that was only begun: it leads nobody on until it is written. */
export const UNFINISHED = "false";

/** Also with what there is of it behind: `false and (same_text(x, none))`. */
export const isUnfinished = (condition: string | null): boolean => /^\s*false\s*(?:$|\sand\s)/.test(condition ?? "");

/** Whether a transition holds without looking at the context. */
export function isAlways(condition: string | null): condition is null {
  return condition === null || condition.trim() === "";
}
