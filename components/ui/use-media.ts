"use client";
import { useSyncExternalStore } from "react";

/** Whether a media query holds; `onServer` is what the first paint assumes. */
export function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", tell);
      return () => list.removeEventListener("change", tell);
    },
    () => window.matchMedia(query).matches,
    () => onServer,
  );
}
