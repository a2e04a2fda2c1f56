import type { FlowGraph } from "#lib/engine/types.ts";
import { graphOf } from "../graph.fixture.ts";

/** The same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A conversation: chains, decisions of two to five answers, ways back, ways to a common end. */
export function conversation(count: number, seed: number): FlowGraph {
  const pick = numbers(seed);
  const arrows: string[] = [];
  const open = ["n0"];
  let made = 1;
  while (made < count) {
    const from = open.splice(pick(open.length), 1)[0] ?? `n${made - 1}`;
    const branches = pick(4) === 0 ? 2 + pick(4) : 1;
    for (let branch = 0; branch < branches && made < count; branch += 1) {
      arrows.push(branch === branches - 1 ? `${from} -> n${made}` : `${from} -(c == ${branch})-> n${made}`);
      open.push(`n${made}`);
      made += 1;
    }
    if (pick(6) === 0) arrows.push(`${from} -[error]-> n${pick(made)}`);
    if (open.length > 1 && pick(8) === 0) arrows.push(`${open.splice(pick(open.length), 1)[0] ?? from} -> bye`);
  }
  return graphOf(arrows.join("; "));
}
