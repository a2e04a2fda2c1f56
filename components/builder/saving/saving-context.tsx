"use client";
import { createContext, type ReactNode, use, useEffect, useId } from "react";
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

/** While `isUnkept`, leaving the page asks first: what is typed here is not a part of the draft, and is not on the server yet. */
export function useUnkept(isUnkept: boolean): void {
  const id = useId();
  const { unkept } = useSaving();
  useEffect(() => {
    if (!isUnkept) return;
    unkept.add(id);
    return () => void unkept.delete(id);
  }, [id, isUnkept, unkept]);
}

export const useAutosaver = (): Autosave => useSaving().autosave;
export const useSaveState = (): SaveState => {
  const { useState: useStateOfSaving } = useSaving();
  return useStateOfSaving();
};
