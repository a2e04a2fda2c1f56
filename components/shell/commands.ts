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
  groups: Readonly<Record<string, CommandGroup>>;
}

/** The palette and what pages have put into it. */
export const useCommandStore = create<CommandState>(() => ({ open: false, groups: {} }));
export const setPaletteOpen = (open: boolean): void => useCommandStore.setState({ open });

/** While the calling component is on the page its commands are in the palette (Cmd/Ctrl+K). Keep `commands` stable between renders. */
export function useCommands(heading: string, commands: readonly ShellCommand[]): void {
  const id = useId();
  useEffect(() => {
    useCommandStore.setState(({ groups }) => ({ groups: { ...groups, [id]: { heading, commands } } }));
    return () => useCommandStore.setState(({ groups: { [id]: _gone, ...rest } }) => ({ groups: rest }));
  }, [id, heading, commands]);
}
