"use client";
import { create } from "zustand";

type DialogName = "find" | "help" | "publish" | "conflict";

interface DialogsState {
  current: DialogName | null;
  open(name: DialogName): void;
  close(): void;
}

/** Which of the builder's windows is open; one at a time. */
export const useDialogs = create<DialogsState>((set) => ({
  current: null,
  open: (current) => set({ current }),
  close: () => set({ current: null }),
}));
