import { z } from "zod";
import { MAX_AI_SECONDS } from "../../effects/complete_ai/effect.ts";
import { contextKey, delaySeconds, flag, jsonObject, optionalNumber, text, word } from "../../engine/options.ts";

const DEFAULT_CONTEXT_KEY = "ai_response";

export const aiConfig = z.object({
  /** Wins over `prompt`; with neither, the prompt is `last_message`. Both are templates. */
  prompt_template: text(),
  prompt: text(),
  /** Blank: the installation's default. */
  system_prompt: text(),
  /** The answer's text is kept under this name, and under `response_alias` too. */
  context_key: contextKey().transform((key) => key ?? DEFAULT_CONTEXT_KEY),
  response_alias: contextKey(),
  /** Context key of a list of `{ role, content }` that is sent before the prompt. */
  history_context_key: contextKey(),
  append_history: flag(true),
  store_raw_message: flag(false),
  store_full_response: flag(false),
  model: word(),
  temperature: optionalNumber({ min: 0, max: 2 }),
  max_tokens: optionalNumber({ min: 1, max: 1_000_000, integer: true }),
  extra_body: jsonObject(),
  /** Blank: the installation's. */
  timeout_seconds: optionalNumber({ min: 1, max: MAX_AI_SECONDS, integer: true }),
  send_response: flag(false),
  /** Blank: the answer as it is. */
  response_template: text(),
  preview_url: flag(false),
  /** The answer's Markdown becomes WhatsApp's marks, in what is kept and in what is sent. */
  whatsapp_format: flag(true),
  delay_seconds: delaySeconds(),
});

export type AiConfig = z.infer<typeof aiConfig>;

/** Where the parts of an answer are kept, beside the answer's text. */
export function answerKeys({ context_key }: AiConfig) {
  return {
    error: `${context_key}_error`,
    rawMessage: `${context_key}_raw_message`,
    fullResponse: `${context_key}_full_response`,
  };
}

/** Every context key that this config may set. */
export function keysSet(config: AiConfig): string[] {
  const keys = answerKeys(config);
  const set = [config.context_key, keys.error];
  if (config.response_alias !== null) set.push(config.response_alias);
  if (config.history_context_key !== null && config.append_history) set.push(config.history_context_key);
  if (config.store_raw_message) set.push(keys.rawMessage);
  if (config.store_full_response) set.push(keys.fullResponse);
  return set;
}
