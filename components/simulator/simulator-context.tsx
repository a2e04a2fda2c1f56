"use client";
import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Simulator, SimulatorState } from "./simulator-store.ts";

export interface SimulatorSetup {
  simulator: Simulator;
  flowId: number;
  flowName: string;
  /** The draft as it is in the editor. */
  graph: FlowGraph;
  /** Number of the published version; null: never published. */
  publishedVersion: number | null;
  /** Whether this person may keep tests and use the model and the pipeline. */
  canEdit: boolean;
  /** Whether the line to write on takes the keyboard when it appears. */
  takesFocus: boolean;
  selectedNodeId: string | null;
  selectNode: (nodeId: string) => void;
}

const SimulatorContext = createContext<SimulatorSetup | null>(null);

export function SimulatorProvider({ setup, children }: { setup: SimulatorSetup; children: ReactNode }) {
  return <SimulatorContext value={setup}>{children}</SimulatorContext>;
}

/** The simulator around this component. Throws outside of one. */
export function useSimulator(): SimulatorSetup {
  const setup = use(SimulatorContext);
  if (setup === null) throw new Error("there is no SimulatorProvider above this component");
  return setup;
}

/** A part of the simulator's state (compared shallowly). */
export function useSimulatorState<T>(select: (state: SimulatorState) => T): T {
  return useStore(useSimulator().simulator.store, useShallow(select));
}

export function useNodeName(): (nodeId: string) => string {
  const { graph } = useSimulator();
  return (nodeId) => graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
}
