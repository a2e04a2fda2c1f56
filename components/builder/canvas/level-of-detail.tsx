"use client";
import { createContext, type ReactNode, use, useDeferredValue } from "react";
import { useStore as useStoreOfCanvas } from "reactflow";

/** Smaller than this no text of a card can be read. */
const FAR_AWAY = 0.3;

const FarContext = createContext(false);

/**
 * Tells cards and transitions whether they are seen from so far that their details need not be there: hundreds are then in
 * sight, and details cost even where they are hidden. They go at once, and come back when the hand that zooms rests.
 */
export function LevelOfDetail({ children }: { children: ReactNode }) {
  const isFar = useStoreOfCanvas(({ transform }) => transform[2] < FAR_AWAY);
  const wasFar = useDeferredValue(isFar);
  return <FarContext value={isFar || wasFar}>{children}</FarContext>;
}

export const useIsOverview = (): boolean => use(FarContext);
