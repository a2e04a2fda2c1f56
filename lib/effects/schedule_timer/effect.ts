import { z } from "zod";
import { defineWrite } from "../define-effect.ts";

/** Wakes the node at a moment (`dueAt`, milliseconds since 1970) if it still waits by then: a scheduled action. */
export const scheduleTimer = defineWrite({
  type: "schedule_timer",
  effect: z.strictObject({ type: z.literal("schedule_timer"), token: z.string().min(1), dueAt: z.int() }),
});
