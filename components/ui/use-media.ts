"use client";
import { useSyncExternalStore } from "react";

/** Whether a media query holds; `onServer` is what the first paint assumes. */
export function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", notify);
      return () => list.removeEventListener("change", notify);
    },
    () => window.matchMedia(query).matches,
    () => onServer,
  );
}
