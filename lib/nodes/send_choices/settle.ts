import type { Outcome } from "../../engine/define-node.ts";
import type { Context, Effect } from "../../engine/types.ts";
import type { OfferedChoice } from "./choice.ts";
import type { Match } from "./match.ts";

/** What a question with things to tap does with an answer, whatever it looks like. */

export const ANSWER_NOTES = {
  stale: "tapped on an earlier question: asked again",
  notUnderstood: "none of the choices",
} as const;

interface Steps<Asking> {
  /** All answers that the contact may give. */
  attempts: number;
  chosen(choice: OfferedChoice): Outcome;
  /** Asks once more. */
  pose(asking: Asking, isRetry: boolean): Outcome;
  /** Another page of the choices. */
  page(page: number): Outcome;
}

export function settle<Asking extends { tries: number }>(match: Match<OfferedChoice>, asking: Asking, steps: Steps<Asking>): Outcome {
  switch (match.kind) {
    case "choice":
      return steps.chosen(match.choice);
    case "page":
      return steps.page(match.page);
    case "stale":
      return { ...steps.pose(asking, true), note: ANSWER_NOTES.stale };
    case "none":
    case "ambiguous": {
      const tries = asking.tries + 1;
      const next: Outcome = tries < steps.attempts ? steps.pose({ ...asking, tries }, true) : { exit: "no_match" };
      return { ...next, note: ANSWER_NOTES.notUnderstood };
    }
  }
}

/** Sends, and waits for the answer; the time for it begins anew with each question. */
export function awaitAnswer(
  { at, token, seconds }: { at: number; token: string; seconds: number },
  sends: Effect[],
  data: Context,
): Outcome {
  if (seconds === 0) return { wait: { for: ["message"], data }, effects: sends };
  const timer: Effect = { type: "schedule_timer", token, dueAt: at + Math.round(seconds * 1000) };
  return { wait: { for: ["message", "timer"], data }, effects: [...sends, timer] };
}

/** The context keys that a choice is kept under. */
export function keysOf({ context_key }: { context_key: string | null }): { id: string; title: string } | null {
  return context_key === null ? null : { id: context_key, title: `${context_key}_title` };
}

/** The choice under its keys, for an outcome. */
export function kept(config: { context_key: string | null }, { id, title, shown }: OfferedChoice): { set?: Context } {
  const keys = keysOf(config);
  return keys === null ? {} : { set: { [keys.id]: id, [keys.title]: title.trim() === "" ? shown : title } };
}
