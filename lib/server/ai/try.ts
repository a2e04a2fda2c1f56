import type { z } from "zod";
import type { AiResult } from "#lib/engine/types.ts";
import { createRateLimit } from "../api/rate-limit.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { completeAi } from "./complete.ts";
import type { completeAiBody } from "./schemas.ts";

/** A person reads each answer; more than this is a loop. */
const count = createRateLimit(20);

/** Asks the model for somebody who tries a flow. @throws Problem 403, 429 */
export async function tryAi(actor: Actor, request: z.output<typeof completeAiBody>): Promise<AiResult> {
  allow(actor, "flows:write");
  count(actor);
  return completeAi(request);
}
