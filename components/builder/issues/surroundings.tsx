"use client";
import { createContext, type ReactNode, use } from "react";
import type { Surroundings } from "#lib/nodes/issues-in.ts";

const SurroundingsContext = createContext<Surroundings>({});

/** What is around the flow that is drawn within, as it was when the page was opened. */
export const SurroundingsProvider = ({ surroundings, children }: { surroundings: Surroundings; children: ReactNode }) => (
  <SurroundingsContext value={surroundings}>{children}</SurroundingsContext>
);

export const useSurroundings = (): Surroundings => use(SurroundingsContext);
