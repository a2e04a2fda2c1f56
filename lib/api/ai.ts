import { z } from "zod";
import { BODY_BYTES, contract } from "./contract.ts";
import { jsonObjectInput } from "./json.ts";

const words = z.string("must be a text").max(100_000, "must have at most 100000 characters");

/** What an `ai_completion` node asks, as the engine puts it. */
export const completeAiBody = z
  .strictObject({
    system: words.nullable().default(null).meta({ description: "null: the installation's default." }),
    messages: z
      .array(z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: words }))
      .min(1, "must have at least one message")
      .max(200),
    model: z.string().min(1).max(200).nullable().default(null).meta({ description: "null: the installation's default." }),
    temperature: z.number().min(0).max(2).nullable().default(null),
    max_tokens: z.int().min(1).max(1_000_000).nullable().default(null),
    extra_body: jsonObjectInput.nullable().default(null),
    include_response: z.boolean().default(false),
  })
  .meta({ id: "CompleteAi", example: { system: null, messages: [{ role: "user", content: "Qual é o horário?" }] } });

const completeAiResponse = z
  .discriminatedUnion("ok", [
    z.object({
      ok: z.literal(true),
      text: z.string(),
      simulated: z.boolean(),
      model: z.string(),
      usage: z.record(z.string(), z.json()).optional(),
      response: z.json().optional(),
    }),
    z.object({ ok: z.literal(false), error: z.string(), code: z.string() }),
  ])
  .meta({
    id: "AiResult",
    description: "A failure of the model is an answer too: the node leaves by its `error` exit.",
    example: { ok: true, text: "Das 9h às 18h.", simulated: false, model: "gpt-4o-mini" },
  });

export const completeAiContract = contract({
  method: "POST",
  path: "/ai/complete",
  summary: "Ask the language model, as an ai_completion node does",
  description: "For trying a flow. Without an API key of the model's service the answer is simulated and says so.",
  permission: "flows:write",
  body: completeAiBody,
  idempotent: true,
  maxBytes: BODY_BYTES.flow,
  status: 200,
  response: completeAiResponse,
  refusals: { 429: "Too many calls; `Retry-After` says when to come back." },
});
