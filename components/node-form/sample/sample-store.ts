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

const useOwnSample = create<SampleState>()(persist((set) => ({ own: {}, setOwn: (own) => set({ own }) }), { name: "siga.sample" }));

/** What one visit of a real conversation found: texts and conditions of its flow are tried with it in place of the author's own. */
interface VisitSample {
  flowId: number;
  executionId: number;
  /** The contact's name. */
  who: string;
  context: Context;
  /** The field that it is brought for, as the inspector names it: it is tried at once. Null for none. */
  field: string | null;
}

/** In memory alone: what a contact said is kept on no device, and is gone with the page. */
export const useVisitSample = create<{ visit: VisitSample | null }>(() => ({ visit: null }));

export const bringVisitSample = (visit: VisitSample | null): void => useVisitSample.setState({ visit });

/** The context that previews are filled in from. `running`: of a conversation that is being tried. */
export function useSample(paths: readonly KnownPath[], running: Context | null = null): Context {
  const own = useOwnSample((state) => state.own);
  const visit = useVisitSample((state) => state.visit);
  return sampleContext(paths, visit?.context ?? { ...running, ...own });
}

/** Changes the values that are tried with: those of the visit while there is one, which changes nothing of the conversation. */
export function useSetSample(): (context: Context) => void {
  const setOwn = useOwnSample((state) => state.setOwn);
  return (context) => {
    const { visit } = useVisitSample.getState();
    if (visit === null) setOwn(context);
    else bringVisitSample({ ...visit, context });
  };
}
