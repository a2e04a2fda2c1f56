"use client";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Context } from "#lib/engine/types.ts";
import { sampleContext } from "./sample-context.ts";
import type { KnownPath } from "#components/text/completion.ts";

interface SampleState {
  /** What the author wants texts and conditions to be tried against, on this device. */
  own: Context;
  setOwn(own: Context): void;
}

const useSampleStore = create<SampleState>()(persist((set) => ({ own: {}, setOwn: (own) => set({ own }) }), { name: "siga.sample" }));

/** The context that previews are filled in from. */
export function useSample(paths: readonly KnownPath[]): Context {
  return sampleContext(
    paths,
    useSampleStore(({ own }) => own),
  );
}

export const useSetSample = () => useSampleStore(({ setOwn }) => setOwn);
