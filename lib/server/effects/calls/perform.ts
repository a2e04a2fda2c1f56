import { CALL_TYPES } from "#lib/effects/registry.ts";
import type { CallName } from "#lib/engine/calls.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import { log } from "../../platform/log.ts";
import { metrics } from "../../platform/metrics.ts";
import { callHttp } from "../call_http/perform.ts";
import { completeAi } from "../complete_ai/perform.ts";
import { withholdDeleted } from "../complete_ai/withhold-deleted.ts";
import { performTranscribe } from "../transcribe/perform.ts";
import type { CallOrigin } from "../call-origin.ts";

type Performer = (request: never, origin: CallOrigin | null) => Promise<Context>;

/** Who makes the calls. Each takes its own request, which `perform` has checked, and never throws: a failure is a result, too. */
const PERFORMERS: Readonly<Record<CallName, Performer>> = {
  complete_ai: async (request, origin) =>
    completeAi(origin === null ? request : await withholdDeleted(request, origin.executionId), origin),
  call_http: callHttp,
  transcribe: performTranscribe,
};

/**
 * Makes a call. A request that its effect does not know fails at once: made again it would be no better.
 * @param origin Null for somebody who tries it out: no execution has made it.
 */
export async function performCall(effect: CallName, request: Context, origin: CallOrigin | null): Promise<Context> {
  const parsed = CALL_TYPES[effect].request.safeParse(request);
  if (!parsed.success) {
    log.error({ effect, issues: parsed.error.issues.map(({ path, code }) => ({ path, code })) }, "a call's request can't be read");
    return CALL_TYPES[effect].failed("invalid_request");
  }
  const { calls, callSeconds } = metrics();
  const since = performance.now();
  const result = await PERFORMERS[effect](parsed.data as never, origin);
  callSeconds.observe({ effect }, (performance.now() - since) / 1000);
  calls.inc({ effect, outcome: outcomeOf(result) });
  countTokens(result["usage"]);
  return result;
}

/** `ok`, or why not by the code that the flow gets, too. */
function outcomeOf({ ok, code }: Context): string {
  if (ok === true) return "ok";
  return typeof code === "string" ? code : "failed";
}

/** What a model said that it used, as OpenAI's responses say it. */
function countTokens(usage: Json | undefined): void {
  if (typeof usage !== "object" || usage === null || Array.isArray(usage)) return;
  for (const kind of ["prompt", "completion"]) {
    const tokens = usage[`${kind}_tokens`];
    if (typeof tokens === "number" && tokens > 0) metrics().aiTokens.inc({ kind }, tokens);
  }
}
