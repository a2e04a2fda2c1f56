import type { z } from "zod";
import type { tryCallBody, TryCallResponse } from "#lib/api/simulation.ts";
import { CALL_TYPES } from "#lib/effects/registry.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { performCall } from "../../effects/calls/perform.ts";
import { createRateLimit } from "../../http/rate-limit.ts";
import { invalidField } from "../../platform/api-error.ts";

/** A person reads each answer; more than this in a minute is a loop. */
const count = createRateLimit(20);

/** Makes a call for somebody who tries a flow, as the worker would; nothing of it is stored. @throws ApiError 403, 422, 429 */
export async function tryCall(actor: Actor, { effect, request }: z.output<typeof tryCallBody>): Promise<TryCallResponse> {
  allow(actor, "flows:write");
  count(actor);
  const parsed = CALL_TYPES[effect].request.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidField(["request", ...(issue?.path ?? [])], issue?.message ?? "is not what this call takes");
  }
  return { result: await performCall(effect, request, null) };
}
