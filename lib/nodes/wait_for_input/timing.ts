import type { WaitConfig } from "./config.ts";

/** What the node's one timer is for: the next of its reminders, its deadline, or the end of a pause in which more may come. */
export type Due = { at: number } & ({ for: "more" } | { for: "timeout" } | { for: "reminder"; index: number });

interface Progress {
  enteredAt: number;
  /** Reminders that are over, sent or not. */
  reminded: number;
  /** While more may come. */
  collectUntil?: number | undefined;
}

/** Milliseconds since 1970, or null where nothing is due. */
export function nextDue(
  config: Pick<WaitConfig, "timeout_seconds" | "reminders">,
  { enteredAt, reminded, collectUntil }: Progress,
): Due | null {
  if (collectUntil !== undefined) return { at: collectUntil, for: "more" };
  const after = (seconds: number) => enteredAt + Math.round(seconds * 1000);
  const timeout = config.timeout_seconds > 0 ? after(config.timeout_seconds) : Infinity;
  const reminder = inOrder(config)[reminded];
  if (reminder !== undefined && after(reminder.after_seconds) < timeout)
    return { at: after(reminder.after_seconds), for: "reminder", index: reminder.index };
  return timeout === Infinity ? null : { at: timeout, for: "timeout" };
}

/** How many reminders are over by then: of those that fell due while nobody was there, only the last is still of use. */
export function remindedBy(config: Pick<WaitConfig, "reminders">, enteredAt: number, at: number): number {
  return inOrder(config).filter(({ after_seconds }) => enteredAt + Math.round(after_seconds * 1000) <= at).length;
}

/** By time; `index` is the place in the config. One without a text or a time is none. */
export function inOrder({ reminders }: Pick<WaitConfig, "reminders">) {
  return reminders
    .map((reminder, index) => ({ ...reminder, index }))
    .filter(({ after_seconds, message }) => after_seconds > 0 && message.trim() !== "")
    .toSorted((a, b) => a.after_seconds - b.after_seconds);
}
