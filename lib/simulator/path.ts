import type { Device } from "./types.ts";

/** The way of one execution, which the canvas lights up. */
export interface Path {
  /** Nodes and transitions that it went through. */
  nodes: ReadonlySet<string>;
  transitions: ReadonlySet<string>;
  /** Where it rests; null when it is over. */
  current: string | null;
}

/** The way of a device's newest execution; null before its first. */
export function pathOf({ execution, visits }: Device): Path | null {
  if (execution === null) return null;
  const { number, state } = execution;
  const gone = visits.filter((visit) => visit.execution === number);
  return {
    nodes: new Set(gone.map(({ nodeId }) => nodeId)),
    transitions: new Set(gone.flatMap(({ transitionId }) => transitionId ?? [])),
    current: state.waitingFor ? state.nodeId : null,
  };
}
