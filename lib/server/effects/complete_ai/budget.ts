import type { AiRequest, AiResult } from "#lib/effects/complete_ai/effect.ts";
import { numberOf } from "#lib/json/read-json.ts";
import { type OverLimit, reserveCall } from "../../state/ai-usage.ts";
import type { CallOrigin } from "../call-origin.ts";

/** Answers of up to this many tokens count as one call. */
const TOKENS_OF_A_CALL = 4_096;

/** What a call counts: each of the `n` answers that it asks for, and once more for each further 4,096 of max_tokens. */
export function unitsOf({ max_tokens: maxTokens, extra_body: extra }: Pick<AiRequest, "max_tokens" | "extra_body">): number {
  const given = (name: string) => numberOf(extra?.[name]) ?? 0;
  const answers = Math.max(1, given("n"), given("best_of"));
  const tokens = Math.max(maxTokens ?? 0, given("max_tokens"), given("max_completion_tokens"), given("max_output_tokens"));
  return Math.min(1_000_000, Math.ceil(answers) * Math.max(1, Math.ceil(tokens / TOKENS_OF_A_CALL)));
}

const LIMITED: Record<OverLimit["scope"], string> = {
  contact_hour: "this contact's limit of AI calls in an hour is reached (WORKFLOW_AI_CALLS_PER_CONTACT_HOUR)",
  flow_day: "this flow's limit of AI calls in a day is reached (WORKFLOW_AI_CALLS_PER_FLOW_DAY)",
  day: "this installation's limit of AI calls in a day is reached (WORKFLOW_AI_CALLS_PER_DAY)",
};

/** The failure that a call ends with where a limit forbids it; null where it may be made, and is counted. */
export async function overBudget(origin: CallOrigin, request: AiRequest): Promise<Extract<AiResult, { ok: false }> | null> {
  const over = await reserveCall(origin, unitsOf(request));
  return over === null ? null : { ok: false, code: "budget", error: LIMITED[over.scope], repeated: over.repeated };
}
