import type { NodeTypes } from "../define-node.ts";
import { circleIssues } from "./circles.ts";
import { type FlowMap, mapFlow, reachable } from "./flow-map.ts";
import { flowIssue, type Issue, nodeIssue } from "./issue.ts";
import type { FlowGraph } from "../types.ts";
import { nodeIssues } from "./node.ts";
import { pathIssues } from "./paths.ts";
import { toProblem } from "../problem/problem.ts";
import { parseTemplate } from "../template.ts";
import { transitionIssues } from "./transitions.ts";
import { windowIssues } from "./window.ts";

/** What an author should know before publishing, errors first. A flow without errors is runnable. */
export function validate(graph: FlowGraph, nodeTypes: NodeTypes): Issue[] {
  const map = mapFlow(graph, nodeTypes);
  const issues = [
    ...startIssues(graph, map),
    ...duplicateIssues(graph),
    ...settingsIssues(graph),
    ...graph.nodes.flatMap((node) => nodeIssues(node, nodeTypes.get(node.node_type))),
    ...transitionIssues(graph, map),
    ...circleIssues(map),
    ...unreachableIssues(graph, map),
    ...pathIssues(map),
    ...windowIssues(map, graph.start),
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
  try {
    parseTemplate(settings?.failure_message ?? "");
    return [];
  } catch (error) {
    const problem = toProblem(error);
    const message = `Flow settings, failure_message: ${problem.message}`;
    const field = "settings.failure_message";
    return [flowIssue({ severity: "error", code: "bad_settings", field, message, params: { problem: problem.message }, problem })];
  }
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
