"use client";
import { createContext, type ReactNode, use } from "react";
import type { Surroundings } from "#lib/nodes/issues-in.ts";
import type { SimulatedChannel } from "#lib/simulator/types.ts";

/** For issues, and for the simulator: where the flow answers. */
export interface FlowSurroundings extends Surroundings {
  channel?: SimulatedChannel | undefined;
}

const SurroundingsContext = createContext<FlowSurroundings>({});

/** What is around the flow that is drawn within, as it was when the page was opened. */
export const SurroundingsProvider = ({ surroundings, children }: { surroundings: FlowSurroundings; children: ReactNode }) => (
  <SurroundingsContext value={surroundings}>{children}</SurroundingsContext>
);

export const useSurroundings = (): FlowSurroundings => use(SurroundingsContext);
