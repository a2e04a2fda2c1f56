import { isAlways, isUnfinished } from "../compile.ts";
import { parseCondition } from "../condition.ts";
import { exitLabel } from "../read-config.ts";
import type { FlowMap, ReadyNode } from "./flow-map.ts";
import { flowIssue, type Issue, nodeIssue, transitionIssue } from "./issue.ts";
import { toProblem } from "../problem/problem.ts";
import type { FlowGraph, FlowNode, Transition } from "../types.ts";

/** What is wrong with the transitions between nodes. */
export function transitionIssues(graph: FlowGraph, map: FlowMap): Issue[] {
  return [
    ...graph.transitions.flatMap((transition) => looseEnds(transition, map)),
    ...[...map.nodes.values()].flatMap((node) => [
      ...map.leaving(node.id).flatMap((transition) => conditionIssues(node, transition)),
      ...exitIssues(node, map),
    ]),
  ];
}

function looseEnds(transition: Transition, map: FlowMap): Issue[] {
  const missing = [transition.from, transition.to].find((id) => !map.nodes.has(id));
  if (missing === undefined) return [];
  const message = `A transition leads from "${transition.from}" to "${transition.to}", but there is no node "${missing}".`;
  const issue = flowIssue({ severity: "error", code: "missing_node", message, params: { missing } });
  return [{ ...issue, transition_id: transition.id }];
}

function conditionIssues(node: FlowNode, transition: Transition): Issue[] {
  if (isAlways(transition.condition)) return [];
  if (isUnfinished(transition.condition))
    return [
      transitionIssue(node, transition, {
        severity: "warning",
        code: "unfinished_condition",
        field: "condition",
        message: `After "${node.name}", the transition to "${transition.to}" is never taken: its condition is not written yet.`,
        params: { to: transition.to },
      }),
    ];
  try {
    parseCondition(transition.condition);
    return [];
  } catch (error) {
    const problem = toProblem(error);
    return [
      transitionIssue(node, transition, {
        severity: "error",
        code: "bad_condition",
        field: "condition",
        message: `After "${node.name}", the condition ${transition.condition} can not be read: ${problem.message}`,
        params: { condition: transition.condition, problem: problem.message },
        problem,
      }),
    ];
  }
}

function exitIssues(node: FlowNode, map: FlowMap): Issue[] {
  const ready = map.ready.get(node.id);
  if (!ready) return [];
  const exits = ready.type.exits(ready.config);
  const hidden = ready.type.hiddenExits?.(ready.config) ?? [];
  const leaving = map.leaving(node.id);
  return [
    ...leaving.filter(({ exit }) => !exits.includes(exit) && !hidden.includes(exit)).map((transition) => unknownExit(node, transition)),
    ...exits.flatMap((exit) =>
      issuesOfExit(
        ready,
        exit,
        leaving.filter((transition) => transition.exit === exit),
      ),
    ),
  ];
}

function unknownExit(node: FlowNode, transition: Transition): Issue {
  return transitionIssue(node, transition, {
    severity: "error",
    code: "unknown_exit",
    message: `A transition leaves "${node.name}" by "${transition.exit}", but this node has no such exit.`,
    params: { exit: transition.exit },
  });
}

/** The transitions of one exit, in their order. */
function issuesOfExit(ready: ReadyNode, exit: string, transitions: readonly Transition[]): Issue[] {
  const { node } = ready;
  if (transitions.length === 0) {
    const message = `After "${node.name}", the exit "${exitLabel(ready, exit) ?? exit}" leads nowhere: the conversation ends there.`;
    return [nodeIssue(node, { severity: "warning", code: "dangling_exit", message, params: { exit } })];
  }
  const always = transitions.findIndex(({ condition }) => isAlways(condition));
  if (always < 0) {
    const message = `After "${node.name}", the conversation ends when no condition is true. A last transition without a condition would catch the rest.`;
    return [nodeIssue(node, { severity: "warning", code: "no_fallback", message, params: { exit } })];
  }
  return transitions.slice(always + 1).map((transition) =>
    transitionIssue(node, transition, {
      severity: "warning",
      code: "shadowed_transition",
      message: `After "${node.name}", the transition to "${transition.to}" is never taken: one before it has no condition.`,
      params: { exit, to: transition.to },
    }),
  );
}
