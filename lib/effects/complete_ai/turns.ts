import { z } from "zod";
import { aiResult, type AiResult, mockAnswer } from "./effect.ts";

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

/** The result that such a turn brings. */
export function resultOfTurn(turn: AiTurn): AiResult {
  if (turn.action === "fail_ai") return { ok: false, code: turn.code, error: turn.error };
  return mockAnswer({ include_response: true }, turn.text, turn.simulated);
}

/**
 * The turn that a result is kept as: of an answer its text, and whether a model stood behind it.
 * @throws ZodError for a result that is none
 */
export function turnOfResult(result: unknown): AiTurn {
  const kept = aiResult.parse(result);
  if (!kept.ok) return { action: "fail_ai", code: kept.code, error: kept.error };
  return { action: "answer_ai", text: kept.text, ...(kept.simulated ? { simulated: true } : {}) };
}
