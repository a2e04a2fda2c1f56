import type { z } from "zod";
import type { tryCallBody, TryCallResponse } from "#lib/api/simulation.ts";
import { CALL_TYPES } from "#lib/effects/registry.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { performCall } from "../../effects/calls/perform.ts";
import { invalidField } from "../../platform/api-error.ts";
import { limitCalls } from "../../platform/rate-limits.ts";

/** A person reads each answer; more than this in a minute is a loop. */
const RATE = { burst: 20, perSecond: 20 / 60 };

/** Makes a call for somebody who tries a flow, as the worker would; nothing of it is stored. @throws ApiError 403, 422, 429 */
export async function tryCall(actor: Actor, { effect, request }: z.output<typeof tryCallBody>): Promise<TryCallResponse> {
  allow(actor, "flows:write");
  await limitCalls(`try-call:${actor.id}`, RATE);
  const parsed = CALL_TYPES[effect].request.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidField(["request", ...(issue?.path ?? [])], issue?.message ?? "is not what this call takes");
  }
  return { result: await performCall(effect, request, null) };
}
