"use client";
import { useSyncExternalStore } from "react";

const PHONE = "(max-width: 767px)";

const subscribe = (changed: () => void) => {
  const media = window.matchMedia(PHONE);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
};

/** Whether the window is too narrow to draw in; the server takes it for wide. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(PHONE).matches, () => false);
}
