import type { z } from "zod";
import type { AiResult } from "#lib/effects/complete_ai/effect.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { completeAi } from "../../effects/complete_ai/perform.ts";
import { limitCalls } from "../../platform/rate-limits.ts";
import type { completeAiBody } from "#lib/api/ai.ts";

/** A person reads each answer; more than this is a loop. */
const RATE = { burst: 20, perSecond: 20 / 60 };

/** Asks the model for somebody who tries a flow. @throws ApiError 403, 429 */
export async function tryAi(actor: Actor, request: z.output<typeof completeAiBody>): Promise<AiResult> {
  allow(actor, "flows:write");
  await limitCalls(`try-ai:${actor.id}`, RATE);
  return completeAi(request, null);
}
