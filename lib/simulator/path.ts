import { hasEnded } from "../engine/can-consume.ts";
import { ownNode } from "../engine/frames.ts";
import type { Visit } from "../engine/types.ts";
import type { Device } from "./types.ts";

/** The way of one execution, which the canvas lights up. */
export interface Path {
  /** Nodes and transitions that it went through. */
  nodes: ReadonlySet<string>;
  transitions: ReadonlySet<string>;
  /** Those of `transitions` that the moment shown leads along: the others are the past. */
  taken: ReadonlySet<string>;
  /** Nodes whose last visit failed. */
  failed: ReadonlySet<string>;
  /** Where it rests; null when it is over. */
  current: string | null;
}

/** What a path needs of a visit, whether the engine has just made it or the log tells of it. */
interface Passed extends Pick<Visit, "nodeId" | "transitionId"> {
  outcome: string;
}

/** The way of these visits, in order; `now`: how many of the last ones are the moment shown. */
export function pathOf(visits: readonly Passed[], now: number, current: string | null): Path {
  const taken = visits.slice(visits.length - now);
  const lastOutcomes = new Map(visits.map(({ nodeId, outcome }) => [nodeId, outcome]));
  return {
    nodes: new Set(lastOutcomes.keys()),
    transitions: transitionsOf(visits),
    taken: transitionsOf(taken),
    failed: new Set([...lastOutcomes].flatMap(([nodeId, outcome]) => (outcome === "failed" ? [nodeId] : []))),
    current,
  };
}

const transitionsOf = (visits: readonly Passed[]): Set<string> => new Set(visits.flatMap(({ transitionId }) => transitionId ?? []));

/** How many of the last visits came of one event: all since the last one before them that waited or failed. */
export function visitsOfLastEvent(visits: readonly Passed[]): number {
  const before = visits.slice(0, -1).findLastIndex(({ outcome }) => outcome === "waits" || outcome === "failed");
  return visits.length - 1 - before;
}

/** The way of a device's newest execution through its own flow; null before its first. */
export function pathOnDevice({ execution, visits }: Device): Path | null {
  if (execution === null) return null;
  const { number, state } = execution;
  const gone = visits.filter((visit) => visit.execution === number);
  const isOwn = ({ flow }: Pick<Visit, "flow">) => flow === undefined;
  const now = gone.slice(gone.length - visitsOfLastEvent(gone)).filter(isOwn).length;
  return pathOf(gone.filter(isOwn), now, hasEnded(state) ? null : ownNode(state));
}
