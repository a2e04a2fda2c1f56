import type { z } from "zod";
import type { AiResult } from "#lib/effects/complete_ai/effect.ts";
import { createRateLimit } from "../../http/rate-limit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { completeAi } from "../../effects/complete_ai/perform.ts";
import type { completeAiBody } from "#lib/api/ai.ts";

/** A person reads each answer; more than this is a loop. */
const count = createRateLimit(20);

/** Asks the model for somebody who tries a flow. @throws ApiError 403, 429 */
export async function tryAi(actor: Actor, request: z.output<typeof completeAiBody>): Promise<AiResult> {
  allow(actor, "flows:write");
  count(actor);
  return completeAi(request, null);
}
