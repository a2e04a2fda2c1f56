"use client";
import { createContext, type ReactNode, use, useEffect } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { useCalendars } from "#components/api/calendars.ts";
import { useContactFields } from "#components/api/contact-fields.ts";
import { knownFlows, useFlowsById, useOtherFlows } from "#components/api/other-flows.ts";
import type { FlowGraph, FrameFlow } from "#lib/engine/types.ts";
import type { SimulatedChannel } from "#lib/simulator/types.ts";
import type { Simulator, SimulatorState } from "./simulator-store.ts";

export interface SimulatorSetup {
  simulator: Simulator;
  flowId: number;
  flowName: string;
  /** The draft as it is in the editor. */
  graph: FlowGraph;
  /** Number of the published version; null: never published. */
  publishedVersion: number | null;
  /** Where the flow answers; undefined: on no channel. */
  channel: SimulatedChannel | undefined;
  /** Whether this person may keep tests and use the model and the pipeline. */
  canEdit: boolean;
  /** Whether the line to write on takes the keyboard when it appears. */
  takesFocus: boolean;
  selectedNodeId: string | null;
  selectNode: (nodeId: string) => void;
}

const SimulatorContext = createContext<SimulatorSetup | null>(null);

export function SimulatorProvider({ setup, children }: { setup: SimulatorSetup; children: ReactNode }) {
  // Before the first word: what goes by the hours is to go by ours, and what begins another flow is to find it.
  useCalendars();
  useContactFields();
  useOtherFlows(setup.graph);
  const { simulator, channel } = setup;
  useFlowsById(channel?.rescueFlowId == null ? "" : String(channel.rescueFlowId));
  useEffect(() => simulator.answerOn(channel), [simulator, channel]);
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

/** What a node is called; one of another flow after that one's name. */
export function useNodeName(): (nodeId: string, flow?: FrameFlow) => string {
  const { graph } = useSimulator();
  return (nodeId, flow) => {
    if (flow === undefined) return graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
    const other = knownFlows().find(({ id }) => id === flow.flowId);
    const node = other?.published?.graph.nodes.find(({ id }) => id === nodeId);
    return `${other?.name ?? flow.flowId}: ${node?.name ?? nodeId}`;
  };
}
