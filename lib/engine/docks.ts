import { isAlways } from "./compile.ts";
import type { FlowGraph } from "./types.ts";

/** Which cards are docked to which, by id of the node. */
interface Docks {
  /** Of a docked one: the one right above it. */
  above: ReadonlyMap<string, string>;
  /** Of one that another is docked to: the one right below it. */
  below: ReadonlyMap<string, string>;
}

const found = new WeakMap<FlowGraph, Docks>();

/**
 * The docks that hold: the upper node leads to the lower one whatever happens, by an exit of which that is the only transition; one
 * card is docked to another at most, and none to itself in a circle. Others are as if they were not there.
 */
export function docksOf(graph: FlowGraph): Docks {
  let docks = found.get(graph);
  if (docks === undefined) {
    docks = findDocks(graph);
    found.set(graph, docks);
  }
  return docks;
}

function findDocks({ nodes, transitions }: FlowGraph): Docks {
  const [above, below] = [new Map<string, string>(), new Map<string, string>()];
  const docked = nodes.filter(({ docked_to }) => docked_to !== undefined);
  if (docked.length === 0) return { above, below };
  const exits = Map.groupBy(transitions, ({ from, exit }) => `${from}\n${exit}`);
  const ways = new Set(
    [...exits.values()].flatMap(([only, ...others]) =>
      only !== undefined && others.length === 0 && isAlways(only.condition) ? [`${only.from}\n${only.to}`] : [],
    ),
  );
  for (const { id, docked_to: upper } of docked) {
    if (upper === undefined || below.has(upper) || !ways.has(`${upper}\n${id}`) || leadsUpTo(above, upper, id)) continue;
    above.set(id, upper);
    below.set(upper, id);
  }
  return { above, below };
}

function leadsUpTo(above: ReadonlyMap<string, string>, from: string, id: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = above.get(at)) if (at === id) return true;
  return false;
}
