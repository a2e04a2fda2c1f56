"use client";
import { useEffect, useSyncExternalStore } from "react";
import { call } from "#components/api/call.ts";
import { listContactFieldsContract } from "#lib/api/contact-fields.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";

/** The fields of contacts that have a type, as this page has loaded them: texts offer them, and the simulator and flow tests go by them. */

const NONE: readonly ContactField[] = [];
let known: readonly ContactField[] = NONE;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Those that have been loaded so far. */
export const knownContactFields = (): readonly ContactField[] => known;

/** The same, loaded anew when it first appears on a page and drawn when they have come. */
export function useContactFields(): readonly ContactField[] {
  useEffect(() => void loadContactFields(), []);
  return useSyncExternalStore(subscribe, knownContactFields, () => NONE);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Loads them; never throws. */
export function loadContactFields(): Promise<void> {
  loading ??= call(listContactFieldsContract, { query: { limit: 200 } })
    .then(
      ({ items }) => {
        known = items.map(({ key, name, type, choices }) => ({ key, name, type, choices }));
        listeners.forEach((listener) => listener());
      },
      // Without them nothing is offered, and values stay as they are; the next page tries again.
      () => {},
    )
    .finally(() => (loading = null));
  return loading;
}
