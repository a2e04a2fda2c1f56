"use client";
import { useEffect, useSyncExternalStore } from "react";

interface SharedList<Item> {
  /** Those that have been loaded so far: the same array as long as they are the same. */
  known: () => readonly Item[];
  /** The same, loaded anew when it first appears on a page and drawn when they have come. */
  use: () => readonly Item[];
  /** Loads them; never throws. */
  load: () => Promise<void>;
}

const NONE: readonly never[] = [];

/** What the organisation keeps for all flows, loaded once for all parts of a page that read it. */
export function sharedList<Item>(read: () => Promise<readonly Item[]>): SharedList<Item> {
  let items: readonly Item[] = NONE;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const known = () => items;
  const load = () => {
    loading ??= read()
      .then(
        (loaded) => {
          items = loaded;
          listeners.forEach((listener) => listener());
        },
        // Whoever needs one says what is missing, or offers nothing; the next page tries again.
        () => {},
      )
      .finally(() => (loading = null));
    return loading;
  };
  return {
    known,
    load,
    use: function useSharedList() {
      useEffect(() => void load(), []);
      return useSyncExternalStore(subscribe, known, () => NONE);
    },
  };
}
