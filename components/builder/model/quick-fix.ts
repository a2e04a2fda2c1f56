import type { NodeTypes } from "#lib/engine/define-node.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { addNode } from "./commands/add-node.ts";
import { configureNode, moveTransition, setStart } from "./commands/change.ts";
import { connect, reconnect } from "./commands/connect.ts";
import { remove } from "./commands/remove.ts";
import { exitsOf } from "./exits.ts";
import { findNode, findTransition, leaving, nodesOnly, transitionsOnly } from "./graph.ts";
import { idsFor } from "./new-ids.ts";
import { CARD_SIZE, freePlace } from "./place.ts";

interface QuickFix {
  /** Which words the button has. */
  code: "set_start" | "end_here" | "end_otherwise" | "move_up" | "remove_transition" | "first_exit" | "remove_option" | "remove_node";
  apply: (graph: FlowGraph) => FlowGraph;
}

interface FixTools {
  nodeTypes: NodeTypes;
  /** What a new End node is called, in the author's language. */
  endName: string;
}

const STEP_X = 328;

/** The mends that are obvious for an issue, best first; none when only the author can know. */
export function quickFixes(issue: Issue, graph: FlowGraph, tools: FixTools): QuickFix[] {
  const { node_id: nodeId, transition_id: transitionId, params } = issue;
  switch (issue.code) {
    case "no_start":
    case "unknown_start": {
      const entered = new Set(graph.transitions.map(({ to }) => to));
      const first = graph.nodes.find(({ id }) => !entered.has(id)) ?? graph.nodes[0];
      return first ? [{ code: "set_start", apply: (now) => setStart(now, first.id) }] : [];
    }
    case "dangling_exit":
    case "unrescued_exit":
    case "no_fallback":
      return nodeId === null || typeof params.exit !== "string" ? [] : [endAfter(nodeId, params.exit, issue.code, tools)];
    case "shadowed_transition":
      return transitionId === null
        ? []
        : [{ code: "move_up", apply: (now) => moveTransition(now, transitionId, -1) }, removeTransition(transitionId)];
    case "unknown_exit": {
      const node = nodeId === null ? undefined : findNode(graph, nodeId);
      const exit = node && exitsOf(node, tools.nodeTypes).find((name) => leaving(graph, node.id, name).length === 0);
      if (transitionId === null) return [];
      return [
        ...(exit === undefined ? [] : [{ code: "first_exit", apply: (now) => reconnect(now, transitionId, { exit }) } satisfies QuickFix]),
        removeTransition(transitionId),
      ];
    }
    case "missing_node":
      return transitionId === null ? [] : [removeTransition(transitionId)];
    case "unknown_option": {
      const { option } = params;
      return nodeId === null || typeof option !== "string"
        ? []
        : [{ code: "remove_option", apply: (now) => configureNode(now, nodeId, { [option]: undefined }) }];
    }
    case "unreachable_node":
      return nodeId === null ? [] : [{ code: "remove_node", apply: (now) => remove(now, nodesOnly(nodeId), { reconnect: false }) }];
    default:
      return [];
  }
}

function removeTransition(id: string): QuickFix {
  return {
    code: "remove_transition",
    apply: (graph) => (findTransition(graph, id) ? remove(graph, transitionsOnly(id), { reconnect: false }) : graph),
  };
}

/** Lets the exit lead to an End: that is what happens there anyway, but now it is said. */
function endAfter(nodeId: string, exit: string, code: string, { nodeTypes, endName }: FixTools): QuickFix {
  return {
    code: code === "no_fallback" ? "end_otherwise" : "end_here",
    apply(graph) {
      const [node, type] = [findNode(graph, nodeId), nodeTypes.get("end")];
      if (!node || !type) return graph;
      const newId = idsFor(graph);
      const id = newId("node");
      const position = freePlace(graph, () => CARD_SIZE, { x: node.position.x + STEP_X, y: node.position.y });
      const made = addNode(graph, { id, type, name: endName, position });
      return connect(made.graph, { id: newId("transition"), from: nodeId, exit, to: id });
    },
  };
}
