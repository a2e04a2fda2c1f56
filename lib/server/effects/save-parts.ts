import { callsPart } from "./calls/write.ts";
import type { SavePart } from "./save-part.ts";
import { leftTimersPart, timersPart } from "./schedule_timer/write.ts";
import { outboxPart } from "./send_message/write.ts";

/** All that effects write inside the commit. */
export const SAVE_PARTS: readonly SavePart[] = [outboxPart, leftTimersPart, timersPart, callsPart];
