import { z } from "zod";
import type { Context, Json } from "../../engine/types.ts";
import { defineCall } from "../define-effect.ts";

const json = z.custom<Json>((value) => value !== undefined);
const jsonObject = z.custom<Context>((value) => typeof value === "object" && value !== null && !Array.isArray(value), "must be an object");

export const aiRequest = z.object({
  /** Sent ahead of the messages. Null: the installation's default. */
  system: z.string().nullable(),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })),
  /** Null: the installation's default. */
  model: z.string().nullable(),
  temperature: z.number().nullable(),
  max_tokens: z.number().nullable(),
  extra_body: jsonObject.nullable(),
  /** Null: the installation's. Absent in requests of the release before. */
  timeout_seconds: z.number().nullable().optional(),
  /** The raw response comes back in the result's `response` only when asked for. */
  include_response: z.boolean(),
});
export type AiRequest = z.infer<typeof aiRequest>;

export const aiResult = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    text: z.string(),
    simulated: z.boolean(),
    model: z.string(),
    usage: jsonObject.optional(),
    /** Parameters that this model does not take: the name that they were sent under, or null for left out. */
    adjusted: z.record(z.string(), z.string().nullable()).optional(),
    response: json.optional(),
  }),
  z.object({
    ok: z.literal(false),
    error: z.string(),
    code: z.string(),
    /** Of `budget`: within the last hour the contact has had this before. */
    repeated: z.boolean().optional(),
  }),
]);
export type AiResult = z.infer<typeof aiResult>;

/** The longest that a call may take, with all its tries and pauses; a setting and a node say how long theirs do. */
export const MAX_AI_SECONDS = 300;

const FAILED = {
  not_needed: "the conversation ended or went on before this call was made",
  interrupted: "the worker stopped while this call was under way",
  invalid_request: "this release can not read the request",
};

/** Asks a language model. */
export const completeAi = defineCall<AiRequest, AiResult>({
  type: "complete_ai",
  request: aiRequest,
  result: aiResult,
  deadlineSeconds: MAX_AI_SECONDS + 10,
  // It costs money, and changes nothing out there.
  mayRepeat: () => true,
  failed: (code) => ({ ok: false, code, error: FAILED[code] }),
  mock: (request) => mockAnswer(request, "…"),
});

/** What a model that answered with this text would bring back. */
export function mockAnswer(request: Pick<AiRequest, "include_response">, text: string, simulated = false): AiResult {
  const response = { choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }] };
  return { ok: true, text, simulated, model: "canned", ...(request.include_response ? { response } : {}) };
}

/** What comes back when the model cannot be reached in time. */
export const MOCK_FAILURE: AiResult = { ok: false, code: "timeout", error: "no answer within 30 s" };
