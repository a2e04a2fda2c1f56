"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False on the server and in the first paint, which must look as the server drew it; then true. For what depends on the reader's clock or
 * zone.
 */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
