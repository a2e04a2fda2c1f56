"use client";
import { createContext, type ReactNode, use } from "react";
import type { Autosave, SaveState } from "./autosave.ts";
import type { Saving } from "./use-autosave.ts";

const SavingContext = createContext<Saving | null>(null);

export function SavingProvider({ saving, children }: { saving: Saving; children: ReactNode }) {
  return <SavingContext value={saving}>{children}</SavingContext>;
}

function useSaving(): Saving {
  const saving = use(SavingContext);
  if (saving === null) throw new Error("there is no SavingProvider above this component");
  return saving;
}

export const useAutosaver = (): Autosave => useSaving().autosave;
export const useSaveState = (): SaveState => {
  const { useState: useStateOfSaving } = useSaving();
  return useStateOfSaving();
};
