"use client";
import type { LucideIcon } from "lucide-react";
import { useEffect, useId } from "react";
import { create } from "zustand";

export interface ShellCommand {
  id: string;
  label: string;
  icon?: LucideIcon;
  /** Keys that do the same, for show. */
  keys?: readonly string[];
  run: () => void;
}

interface CommandGroup {
  heading: string;
  commands: readonly ShellCommand[];
}

interface CommandState {
  open: boolean;
  /** Asked for from anywhere, taken up by the list of flows. */
  wantsNewFlow: boolean;
  groups: Readonly<Record<string, CommandGroup>>;
}

/** The palette and what pages have put into it. */
export const useCommandStore = create<CommandState>(() => ({ open: false, wantsNewFlow: false, groups: {} }));
export const setPaletteOpen = (open: boolean): void => useCommandStore.setState({ open });

export const wantNewFlow = (): void => useCommandStore.setState({ wantsNewFlow: true });

/** Calls back once for each wish, also for one from before; returns how to stop. */
export function onNewFlowWanted(show: () => void): () => void {
  const take = () => {
    if (!useCommandStore.getState().wantsNewFlow) return;
    useCommandStore.setState({ wantsNewFlow: false });
    show();
  };
  take();
  return useCommandStore.subscribe(take);
}

/** While the calling component is on the page its commands are in the palette (Cmd/Ctrl+K). Keep `commands` stable between renders. */
export function useCommands(heading: string, commands: readonly ShellCommand[]): void {
  const id = useId();
  useEffect(() => {
    useCommandStore.setState(({ groups }) => ({ groups: { ...groups, [id]: { heading, commands } } }));
    return () => useCommandStore.setState(({ groups: { [id]: _gone, ...rest } }) => ({ groups: rest }));
  }, [id, heading, commands]);
}
