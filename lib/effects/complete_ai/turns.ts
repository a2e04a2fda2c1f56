import { z } from "zod";
import type { CallName } from "../../engine/calls.ts";
import type { Context } from "../../engine/types.ts";
import { aiResult, type AiResult, completeAi, mockAnswer } from "./effect.ts";

/** How a flow test writes that the oldest call is answered by a model, or is not. */
export const AI_TURNS = [
  z.strictObject({
    action: z.literal("answer_ai"),
    text: z.string("must be a text").max(65_536, "must have at most 65536 characters"),
    simulated: z
      .boolean()
      .optional()
      .meta({ description: "Whether it is the answer of an installation without a model; the flow reads it as `simulated`." }),
  }),
  z.strictObject({ action: z.literal("fail_ai"), code: z.string().min(1).max(64), error: z.string().max(1000) }),
] as const;

export type AiTurn = z.output<(typeof AI_TURNS)[number]>;

/** The call that such a turn answers, and the result it brings. */
export function answerOfTurn(turn: AiTurn): { effect: typeof completeAi.type; result: AiResult } {
  const { type: effect } = completeAi;
  if (turn.action === "fail_ai") return { effect, result: { ok: false, code: turn.code, error: turn.error } };
  return { effect, result: mockAnswer({ include_response: true }, turn.text, turn.simulated) };
}

/**
 * The turn that an answer is kept as: of the model's its text, and whether a model stood behind it. Null for an answer to
 * another call, and for one without a result. @throws ZodError for a result that is none
 */
export function turnOfAnswer({ effect, result }: { effect: CallName; result?: Context }): AiTurn | null {
  if (effect !== completeAi.type || result === undefined) return null;
  const kept = aiResult.parse(result);
  if (!kept.ok) return { action: "fail_ai", code: kept.code, error: kept.error };
  return { action: "answer_ai", text: kept.text, ...(kept.simulated ? { simulated: true } : {}) };
}
