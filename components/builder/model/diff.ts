import microdiff from "microdiff";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph, FlowNode, FlowNote, Transition } from "#lib/engine/types.ts";

export interface Changed<T> {
  before: T;
  after: T;
  /** What differs, such as `name`, `config.message`, `condition`. */
  fields: string[];
}

interface Difference<T> {
  added: T[];
  removed: T[];
  changed: Changed<T>[];
}

interface GraphDifference {
  nodes: Difference<FlowNode>;
  transitions: Difference<Transition>;
  notes: Difference<FlowNote>;
  triggers: Difference<Trigger>;
  /** Nodes that only changed their place, or what they are docked to: nothing that a conversation would notice. */
  moved: FlowNode[];
  start: { before: string | null; after: string | null } | null;
  /** Names of the flow's settings that differ. */
  settings: string[];
  /** Nodes whose transitions are tried in another order. */
  reordered: FlowNode[];
}

/** What became of a flow between two graphs, by id. */
export function diffGraphs(before: FlowGraph, after: FlowGraph): GraphDifference {
  const nodes = difference(before.nodes, after.nodes, fieldsOf);
  const isMove = ({ fields }: Changed<FlowNode>) => fields.every(isPlace);
  return {
    nodes: { ...nodes, changed: nodes.changed.filter((change) => !isMove(change)).map(withoutPlace) },
    transitions: difference(before.transitions, after.transitions, fieldsOf),
    notes: difference(before.notes ?? [], after.notes ?? [], fieldsOf),
    triggers: difference(before.triggers ?? [], after.triggers ?? [], fieldsOf),
    moved: nodes.changed.filter(isMove).map((change) => change.after),
    settings: fieldsOf(before.settings ?? {}, after.settings ?? {}),
    start: before.start === after.start ? null : { before: before.start, after: after.start },
    reordered: reordered(before, after),
  };
}

/** Where a card stands: by itself or docked to another. */
const isPlace = (field: string): boolean => field.startsWith("position") || field === "docked_to";

/** How many things a reader of the difference is told of; moves and notes are no change to the conversation. */
export function countChanges({ nodes, transitions, triggers, start, settings, reordered: orders }: GraphDifference): number {
  const count = <T>({ added, removed, changed }: Difference<T>) => added.length + removed.length + changed.length;
  return count(nodes) + count(transitions) + count(triggers) + orders.length + settings.length + (start === null ? 0 : 1);
}

/** How much work lies between two graphs: what conversations notice, and moves and notes. */
export function countWork(before: FlowGraph, after: FlowGraph): number {
  if (before === after) return 0;
  const found = diffGraphs(before, after);
  return countChanges(found) + found.moved.length + found.notes.added.length + found.notes.removed.length + found.notes.changed.length;
}

/** Whether two graphs are the same, moves and notes included. */
export const isSameGraph = (before: FlowGraph, after: FlowGraph): boolean => countWork(before, after) === 0;

function difference<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  fields: (before: T, after: T) => string[],
): Difference<T> {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Set(after.map(({ id }) => id));
  const result: Difference<T> = { added: [], removed: before.filter(({ id }) => !now.has(id)), changed: [] };
  for (const item of after) {
    const was = old.get(item.id);
    if (was === undefined) result.added.push(item);
    else if (was !== item) {
      const changes = fields(was, item);
      if (changes.length > 0) result.changed.push({ before: was, after: item, fields: changes });
    }
  }
  return result;
}

/** The first two steps of each way that differs: `config.message`, not `config.rows.0.title`. */
function fieldsOf(before: object, after: object): string[] {
  const paths = microdiff(before, after, { cyclesFix: false }).map(({ path }) => path.slice(0, 2).join("."));
  return [...new Set(paths)];
}

/** What a node has in a field that `Changed` names, as a person reads it; empty when it has nothing there. */
export function valueText({ name, node_type, config }: FlowNode, field: string): string {
  const value = field === "name" ? name : field === "node_type" ? node_type : config[field.replace("config.", "")];
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function withoutPlace(change: Changed<FlowNode>): Changed<FlowNode> {
  return { ...change, fields: change.fields.filter((field) => !isPlace(field)) };
}

function reordered(before: FlowGraph, after: FlowGraph): FlowNode[] {
  const [was, is] = [orders(before), orders(after)];
  const kept = (mine: Map<string, string[]>, theirs: Map<string, string[]>, key: string) => {
    const others = new Set(theirs.get(key));
    return (mine.get(key) ?? []).filter((id) => others.has(id)).join("\n");
  };
  const changed = new Set(
    [...is.keys()].filter((key) => kept(is, was, key) !== kept(was, is, key)).map((key) => key.slice(0, key.indexOf("\n"))),
  );
  return after.nodes.filter(({ id }) => changed.has(id));
}

/** Ids of the transitions of each exit, in their order. */
function orders({ transitions }: FlowGraph): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, from, exit } of transitions) {
    const key = `${from}\n${exit}`;
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}
