import { CALL_TYPES } from "#lib/effects/registry.ts";
import type { CallName } from "#lib/engine/calls.ts";
import type { Context } from "#lib/engine/types.ts";
import { log } from "../../platform/log.ts";
import { completeAi } from "../complete_ai/perform.ts";

/** Who makes the calls. Each takes its own request, which `perform` has checked, and never throws: a failure is a result, too. */
const PERFORMERS = { complete_ai: completeAi } satisfies Record<CallName, (request: never) => Promise<Context>>;

/** Makes a call. A request that its effect does not know fails at once: made again it would be no better. */
export async function performCall(effect: CallName, request: Context): Promise<Context> {
  const parsed = CALL_TYPES[effect].request.safeParse(request);
  if (!parsed.success) {
    log.error({ effect, issues: parsed.error.issues.map(({ path, code }) => ({ path, code })) }, "a call's request can't be read");
    return CALL_TYPES[effect].failed("invalid_request");
  }
  const perform: (request: never) => Promise<Context> = PERFORMERS[effect];
  return perform(parsed.data as never);
}
