import type { z } from "zod";
import { parseCondition } from "./condition.ts";
import type { NodeType, NodeTypes } from "./define-node.ts";
import { optionProblem } from "./options.ts";
import { type Problem, problem, toProblem } from "./problem/problem.ts";
import type { FlowGraph, FlowNode, FlowSettings, Transition } from "./types.ts";

type ParsedCondition = ReturnType<typeof parseCondition>;

export interface CompiledTransition {
  id: string;
  to: string;
  /** Null always holds. */
  condition: ParsedCondition | null;
  /** Why the condition can not be read. */
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
  return { start: graph.start, nodes, ...(graph.settings && { settings: graph.settings }) };
}

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
  if (isAlways(condition)) return { id, to, condition: null, problem: null };
  try {
    return { id, to, condition: parseCondition(condition), problem: null };
  } catch (error) {
    return { id, to, condition: null, problem: toProblem(error) };
  }
}

/** The condition of a transition that was only begun: it leads nobody on until it is written. */
export const UNFINISHED = "false";

export const isUnfinished = (condition: string | null): boolean => condition?.trim() === UNFINISHED;

/** Whether a transition holds without looking at the context. */
export function isAlways(condition: string | null): condition is null {
  return condition === null || condition.trim() === "";
}
