import type { NodeTypes } from "../define-node.ts";
import { bubbleIssues } from "./bubbles.ts";
import type { ContactField } from "../contact-fields/types.ts";
import { contactFieldIssues } from "./contact-fields.ts";
import { circleIssues } from "./circles.ts";
import { beginIssues, type KnownFlows } from "./flows.ts";
import { type FlowMap, mapFlow, reachable } from "./flow-map.ts";
import { flowIssue, type Issue, nodeIssue } from "./issue.ts";
import type { FlowGraph } from "../types.ts";
import { nodeIssues } from "./node.ts";
import { pathIssues } from "./paths.ts";
import { toProblem } from "../problem/problem.ts";
import { docksOf } from "../docks.ts";
import { parseTemplate } from "../template.ts";
import { silentEndIssues } from "./silent-ends.ts";
import { transitionIssues } from "./transitions.ts";
import { triggerIssues } from "./triggers.ts";
import { windowIssues } from "./window.ts";

/** What a graph alone does not tell. */
export interface Known {
  /** Those that it begins. */
  flows?: KnownFlows | undefined;
  /** Those of the organisation that have a type. */
  contactFields?: readonly ContactField[] | undefined;
}

/**
 * What an author should know before publishing, errors first. A flow without errors is runnable. Of other flows and of contact fields as
 * far as they are known.
 */
export function validate(graph: FlowGraph, nodeTypes: NodeTypes, { flows, contactFields = [] }: Known = {}): Issue[] {
  const map = mapFlow(graph, nodeTypes);
  const issues = [
    ...startIssues(graph, map),
    ...duplicateIssues(graph),
    ...settingsIssues(graph),
    ...graph.nodes.flatMap((node) => nodeIssues(node, nodeTypes.get(node.node_type))),
    ...transitionIssues(graph, map),
    ...circleIssues(map),
    ...(flows === undefined ? [] : beginIssues(map, graph.start, nodeTypes, flows)),
    ...unreachableIssues(graph, map),
    ...pathIssues(map),
    ...contactFieldIssues(map, contactFields),
    ...windowIssues(map, graph.start),
    ...bubbleIssues(map, graph.start, graph.settings),
    ...dockIssues(graph),
    ...triggerIssues(graph),
    ...silentEndIssues(map, graph.start),
  ];
  return [...issues.filter(isError), ...issues.filter((issue) => !isError(issue))];
}

/** Whether a flow with these issues may be published. */
export function isRunnable(issues: readonly Issue[]): boolean {
  return !issues.some(isError);
}

function isError(issue: Issue): boolean {
  return issue.severity === "error";
}

function startIssues(graph: FlowGraph, map: FlowMap): Issue[] {
  if (graph.start === null) {
    return [flowIssue({ severity: "error", code: "no_start", message: "The flow has no start: choose the node that runs first." })];
  }
  if (map.nodes.has(graph.start)) return [];
  return [
    flowIssue({
      severity: "error",
      code: "unknown_start",
      message: `The flow starts at "${graph.start}", but there is no such node.`,
      params: { start: graph.start },
    }),
  ];
}

function duplicateIssues(graph: FlowGraph): Issue[] {
  const seen = new Set<string>();
  return graph.nodes.flatMap((node) => {
    const isFirst = !seen.has(node.id);
    seen.add(node.id);
    if (isFirst) return [];
    const message = `"${node.name}" has the same id as another node ("${node.id}").`;
    return [nodeIssue(node, { severity: "error", code: "duplicate_node_id", message })];
  });
}

function settingsIssues({ settings }: FlowGraph): Issue[] {
  const texts = {
    failure_message: settings?.failure_message,
    idle_message: settings?.idle_message,
    "leave.message": settings?.leave?.message,
  };
  return Object.entries(texts).flatMap(([name, text]) => {
    try {
      parseTemplate(text ?? "");
      return [];
    } catch (error) {
      const problem = toProblem(error);
      const message = `Flow settings, ${name}: ${problem.message}`;
      const params = { problem: problem.message };
      return flowIssue({ severity: "error", code: "bad_settings", field: `settings.${name}`, message, params, problem });
    }
  });
}

function unreachableIssues(graph: FlowGraph, map: FlowMap): Issue[] {
  if (graph.start === null || !map.nodes.has(graph.start)) return [];
  const reached = reachable(map, graph.start);
  return graph.nodes
    .filter(({ id }) => !reached.has(id))
    .map((node) => {
      const message = `No way leads from the start to "${node.name}".`;
      return nodeIssue(node, { severity: "warning", code: "unreachable_node", message });
    });
}

function dockIssues(graph: FlowGraph): Issue[] {
  const { above } = docksOf(graph);
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return graph.nodes.flatMap((node) => {
    if (node.docked_to === undefined || above.get(node.id) === node.docked_to) return [];
    const upper = names.get(node.docked_to) ?? node.docked_to;
    const message = `"${node.name}" is docked under "${upper}", which does not lead to it alone: its card stands by itself.`;
    return [nodeIssue(node, { severity: "warning", code: "loose_dock", message, params: { upper } })];
  });
}
