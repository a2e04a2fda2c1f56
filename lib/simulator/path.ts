import type { Device } from "./types.ts";

/** What the canvas lights up. */
export interface Path {
  /** Nodes and transitions that the newest execution went through. */
  nodes: ReadonlySet<string>;
  transitions: ReadonlySet<string>;
  /** Those of the last action. */
  freshNodes: ReadonlySet<string>;
  freshTransitions: ReadonlySet<string>;
  /** Where the execution rests; null when it is over or has not begun. */
  current: string | null;
  /** Where it failed. */
  failed: string | null;
}

/** What of a way the canvas is told; null: nothing is lit up. */
export type ShownPath = Pick<Path, "nodes" | "transitions" | "current"> | null;

/** The way of the newest execution; `before` is the device as it was before the last action. */
export function pathOf(device: Device, before: Device | null): Path {
  const visits = device.visits.filter(({ execution }) => execution === device.execution?.number);
  const fresh = device.visits.slice(before?.visits.length ?? 0).filter(({ execution }) => execution === device.execution?.number);
  const nodes = (list: typeof visits) => new Set(list.map(({ nodeId }) => nodeId));
  const transitions = (list: typeof visits) => new Set(list.flatMap(({ transitionId }) => transitionId ?? []));
  const state = device.execution?.state;
  return {
    nodes: nodes(visits),
    transitions: transitions(visits),
    freshNodes: nodes(fresh),
    freshTransitions: transitions(fresh),
    current: state?.waitingFor ? state.nodeId : null,
    failed: state?.status === "failed" ? state.nodeId : null,
  };
}
