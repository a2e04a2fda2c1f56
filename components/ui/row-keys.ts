import type { KeyboardEvent } from "react";
import { pressedKey } from "./pressed-key.ts";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * For the element around a list: arrow up and down, Home and End move the focus between the rows' main links, which are
 * marked `data-row-link`. Enter then is the link's own.
 */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const row = (event.target as HTMLElement).closest("tr, li");
  const at = links.findIndex((link) => row?.contains(link));
  const step = STEPS[pressedKey(event)];
  const next = step === undefined ? (pressedKey(event) === "Home" ? 0 : pressedKey(event) === "End" ? links.length - 1 : -1) : at + step;
  if (at < 0 || (event.target as HTMLElement).closest("input, textarea, select, [role=menu]")) return;
  const link = links[next];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
}
