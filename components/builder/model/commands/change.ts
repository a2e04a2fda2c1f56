import { writeOption } from "#components/node-form/option-path.ts";
import type { Context, FlowGraph, Json } from "#lib/engine/types.ts";
import { changeNode, changeTransition, findTransition, type Point } from "../graph.ts";

export function renameNode(graph: FlowGraph, id: string, name: string): FlowGraph {
  return changeNode(graph, id, (node) => (node.name === name ? node : { ...node, name }));
}

/** Sets options of a node; `undefined` takes one away, so that its default holds. */
export function configureNode(graph: FlowGraph, id: string, options: { [option: string]: Context[string] | undefined }): FlowGraph {
  return changeNode(graph, id, (node) => {
    const changes = Object.entries(options).filter(([option, value]) => node.config[option] !== value);
    if (changes.length === 0) return node;
    const config = { ...node.config };
    for (const [option, value] of changes) {
      if (value === undefined) delete config[option];
      else config[option] = value;
    }
    return { ...node, config };
  });
}

/** Sets what is inside an option, too, by its path (`choices.2.title`); `undefined` takes it away. */
export function writeNodeOption(graph: FlowGraph, id: string, path: string, value: Json | undefined): FlowGraph {
  return changeNode(graph, id, (node) => {
    const config = writeOption(node.config, path, value);
    return config === node.config ? node : { ...node, config };
  });
}

export function moveNodes(graph: FlowGraph, positions: ReadonlyMap<string, Point>): FlowGraph {
  let moved = false;
  const move = <T extends { id: string; position: Point }>(item: T): T => {
    const to = positions.get(item.id);
    if (to === undefined || (to.x === item.position.x && to.y === item.position.y)) return item;
    moved = true;
    return { ...item, position: { x: to.x, y: to.y } };
  };
  const nodes = graph.nodes.map(move);
  const notes = graph.notes?.map(move);
  if (!moved) return graph;
  return notes === undefined ? { ...graph, nodes } : { ...graph, nodes, notes };
}

export function setStart(graph: FlowGraph, start: string | null): FlowGraph {
  return graph.start === start ? graph : { ...graph, start };
}

/** A blank condition is none: the transition always holds. */
export function setCondition(graph: FlowGraph, id: string, text: string): FlowGraph {
  const condition = text.trim() === "" ? null : text;
  return changeTransition(graph, id, (transition) => (transition.condition === condition ? transition : { ...transition, condition }));
}

/** Changes places with the transition of the same exit that is tried before it (-1) or after it (1). */
export function moveTransition(graph: FlowGraph, id: string, by: -1 | 1): FlowGraph {
  const transition = findTransition(graph, id);
  if (!transition) return graph;
  const peers = graph.transitions.filter(({ from, exit }) => from === transition.from && exit === transition.exit);
  const other = peers[peers.indexOf(transition) + by];
  if (!other) return graph;
  const swap = (each: typeof transition) => (each === transition ? other : each === other ? transition : each);
  return { ...graph, transitions: graph.transitions.map(swap) };
}
