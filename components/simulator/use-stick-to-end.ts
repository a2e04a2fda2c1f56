"use client";
import { type RefObject, useEffect } from "react";

/** Keeps a list of messages at its end when one is added, and when it is given less room. `count`: what makes it longer. */
export function useStickToEnd(list: RefObject<HTMLElement | null>, count: number): void {
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const toEnd = () => element.scrollTo({ top: element.scrollHeight });
    toEnd();
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, count]);
}
