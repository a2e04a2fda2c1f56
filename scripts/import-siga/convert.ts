import { isJsonObject } from "../../lib/engine/context.ts";
import { flowGraphSchema } from "../../lib/engine/graph-schema.ts";
import type { Context, FlowGraph } from "../../lib/engine/types.ts";
import { validate } from "../../lib/engine/validate/validate.ts";
import { nodeTypes } from "../../lib/nodes/registry.ts";
import type { Finding } from "./finding.ts";
import { languageFindings } from "./language-findings.ts";
import type { OldFlow, OldNode, OldSystem, OldTransition } from "./old-schema.ts";

interface ConvertedFlow {
  oldId: string;
  name: string;
  graph: FlowGraph;
  /** Nodes and transitions that come over as they are. */
  asItIs: number;
  findings: Finding[];
}

const [COLUMN, ROW] = [360, 180];

/** Each flow of the old system as a draft of ours, with all that a person should know of it. */
export function convert({ flows, nodes, transitions }: OldSystem): ConvertedFlow[] {
  return flows.map((flow) => {
    const own = nodes.filter(({ flow_id }) => flow_id === flow.id).sort(inOrder);
    const ids = new Set(own.map(({ id }) => id));
    const ways = transitions
      .filter(({ flow_id, source_node_id }) => (flow_id ?? flow.id) === flow.id && ids.has(source_node_id))
      .sort(inOrder);
    const lost = transitions.filter(({ flow_id, source_node_id }) => flow_id === flow.id && !ids.has(source_node_id));
    return convertFlow(flow, own, ways, lost);
  });
}

function convertFlow(flow: OldFlow, rows: OldNode[], ways: OldTransition[], lost: OldTransition[]): ConvertedFlow {
  const findings: Finding[] = lost.map((way) =>
    hand(`transition ${way.id ?? "?"}`, `begins at node ${way.source_node_id}, which is not there; it is left out`),
  );
  const known = rows.filter((node) => nodeTypes.has(node.node_type) && isJsonObject(node.config));
  const ids = new Set(known.map(({ id }) => id));
  const start = startOf(known, ways, findings);
  const positions = positionsOf(known, ways, start);
  const notes = rows
    .filter(({ id }) => !ids.has(id))
    .map((node, index) => {
      findings.push(hand(nameOf(node), `there is no node type "${node.node_type}" here; what it held stands in a note on the canvas`));
      const text = `${node.node_type} (${node.id})\n${JSON.stringify(node.config, null, 2)}`.slice(0, 5000);
      return { id: `note-${node.id}`, text, position: { x: COLUMN * index, y: -2 * ROW } };
    });
  const graph: FlowGraph = {
    nodes: known.map((node) => ({
      id: node.id,
      name: (node.name || `${node.node_type} ${node.id}`).slice(0, 200),
      node_type: node.node_type,
      config: node.config as Context,
      position: positions.get(node.id) ?? { x: 0, y: 0 },
    })),
    transitions: ways.flatMap((way, index) => {
      const { source_node_id: from, target_node_id: to, condition } = way;
      if (to !== null && ids.has(from) && ids.has(to))
        return [{ id: `t${way.id ?? index + 1}`, from, to, exit: "next", condition: condition.trim() === "" ? null : condition }];
      findings.push(
        hand(`transition ${way.id ?? index + 1}`, `leads from ${from} to ${to ?? "nowhere"}, of which one is not here; it is left out`),
      );
      return [];
    }),
    start,
    ...(notes.length > 0 && { notes }),
  };
  const checked = flowGraphSchema.safeParse(graph);
  if (!checked.success) for (const { path, message } of checked.error.issues) findings.push(hand(path.join("."), message));
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  for (const issue of validate(graph, nodeTypes)) {
    const where =
      issue.node_id !== null
        ? (names.get(issue.node_id) ?? issue.node_id)
        : issue.transition_id !== null
          ? `transition ${issue.transition_id}`
          : "flow";
    if (issue.severity === "error") findings.push(hand(where, issue.message));
    else if (issue.code === "unknown_option") findings.push({ kind: "differs", where, what: issue.message });
  }
  findings.push(...graph.nodes.flatMap((node) => languageFindings(node)));
  const touched = new Set(findings.map(({ where }) => where));
  return {
    oldId: flow.id,
    name: (flow.name.trim() || `Flow ${flow.id}`).slice(0, 200),
    graph,
    asItIs: [...graph.nodes.map(({ name }) => name), ...graph.transitions.map(({ id }) => `transition ${id}`)].filter(
      (where) => !touched.has(where),
    ).length,
    findings,
  };
}

const hand = (where: string, what: string): Finding => ({ kind: "hand", where, what });
const nameOf = (node: OldNode): string => node.name || `${node.node_type} ${node.id}`;

/** By `order`, then as they were made. */
function inOrder(a: { order: number | null; id: string | null }, b: { order: number | null; id: string | null }): number {
  return (a.order ?? Infinity) - (b.order ?? Infinity) || Number(a.id) - Number(b.id) || 0;
}

/** The node that nothing leads to: the old system had no word for where a flow begins. */
function startOf(nodes: OldNode[], ways: OldTransition[], findings: Finding[]): string | null {
  const reached = new Set(ways.filter((way) => way.target_node_id !== way.source_node_id).map((way) => way.target_node_id));
  const candidates = nodes.filter(({ id }) => !reached.has(id));
  const [first = nodes[0]] = candidates;
  if (first === undefined) return null;
  if (candidates.length !== 1)
    findings.push(
      hand(
        "flow",
        `begins at "${nameOf(first)}", which is a guess: ${candidates.length === 0 ? "something leads to every node" : `nothing leads to ${candidates.map(nameOf).join(", ")}`}`,
      ),
    );
  return first.id;
}

/** Columns by how many steps lie between a node and the start. */
function positionsOf(nodes: OldNode[], ways: OldTransition[], start: string | null): Map<string, { x: number; y: number }> {
  const column = new Map<string, number>(start === null ? [] : [[start, 0]]);
  for (const [id, depth] of column)
    for (const way of ways)
      if (way.source_node_id === id && way.target_node_id !== null && !column.has(way.target_node_id))
        column.set(way.target_node_id, depth + 1);
  const filled = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const depth = column.get(id) ?? 0;
      const row = filled.get(depth) ?? 0;
      filled.set(depth, row + 1);
      return [id, { x: depth * COLUMN, y: row * ROW }];
    }),
  );
}
