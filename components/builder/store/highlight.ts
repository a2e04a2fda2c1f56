import type { Path } from "#lib/simulator/path.ts";

/** How a node looks while a path is lit up: it failed there, the conversation is there, on the path, off it; null without one. */
export function nodeHighlight(path: Path | null, id: string): "failed" | "current" | "highlighted" | "dim" | null {
  if (path === null) return null;
  if (path.failed.has(id)) return "failed";
  if (path.current === id) return "current";
  return path.nodes.has(id) ? "highlighted" : "dim";
}

/** `taken`: the moment shown leads along it; `highlighted`: an earlier one did. */
export function transitionHighlight(path: Path | null, id: string): "taken" | "highlighted" | "dim" | null {
  if (path === null) return null;
  if (path.taken.has(id)) return "taken";
  return path.transitions.has(id) ? "highlighted" : "dim";
}
