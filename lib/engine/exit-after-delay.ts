import type { NodeInput, Outcome } from "./define-node.ts";
import type { Context, Effect } from "./types.ts";

/** Leaves by `next` at once or, with a delay, when the timer fires that this sets: the node's `resume` then leaves. */
export function exitAfterDelay(
  seconds: number,
  { at, token }: Pick<NodeInput<unknown>, "at" | "token">,
  done: { effects: Effect[]; set?: Context; note?: string },
): Outcome {
  if (seconds === 0) return { ...done, exit: "next" };
  const timer: Effect = { type: "schedule_timer", token, dueAt: at + Math.round(seconds * 1000) };
  return { ...done, wait: { for: ["timer"] }, effects: [...done.effects, timer] };
}
