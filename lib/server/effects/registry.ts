import type { ExecutionChange } from "#lib/engine/mailbox.ts";
import { recoverCalls } from "./calls/recover.ts";
import { callsPart } from "./calls/write.ts";
import type { Overdue } from "./overdue.ts";
import type { SavePart } from "./save-part.ts";
import { leftTimersPart, timersPart } from "./schedule_timer/write.ts";
import { recoverSends } from "./send_message/recover.ts";
import { contactsPart } from "./update_contact/write.ts";
import { outboxPart } from "./send_message/write.ts";

/** All that effects write inside the commit. */
export const SAVE_PARTS: readonly SavePart[] = [outboxPart, leftTimersPart, timersPart, callsPart, contactsPart];

/** What sets going again what was lost of an effect; each returns how much of what it found. */
export const RECOVERIES: readonly ((overdue: Overdue) => Promise<Record<string, number>>)[] = [
  recoverSends,
  async (overdue) => ({ calls: await recoverCalls(overdue) }),
];

/** Whether the sender has something to do once this is committed. */
export const queuesMessage = ({ effects }: ExecutionChange): boolean => effects.some(({ effect }) => effect.type === "send_message");

/** When the first timer that these changes set is due, in milliseconds since 1970; Infinity where none is set. */
export function earliestTimer(changes: readonly ExecutionChange[]): number {
  const effects = changes.flatMap((change) => change.effects);
  return Math.min(...effects.flatMap(({ effect }) => (effect.type === "schedule_timer" ? effect.dueAt : [])));
}
