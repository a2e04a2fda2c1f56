import type { AiRequest } from "../../effects/complete_ai/effect.ts";
import { renderField } from "../../engine/render-field.ts";
import type { Context, FlowLocale } from "../../engine/types.ts";
import type { AiConfig } from "./config.ts";
import { readHistory } from "./history.ts";
import { inWords, nothingSaid } from "./wordless.ts";

/** What is asked. @throws ProblemError for a template that cannot be read */
export function promptOf(config: AiConfig, context: Context, locale: FlowLocale | undefined): string {
  const field = config.prompt_template.trim() === "" ? "prompt" : "prompt_template";
  const told = inWords(context, locale?.language);
  const written = renderField(field, config[field], told, locale);
  if (written.trim() !== "") return written;
  return typeof told.last_message === "string" && told.last_message.trim() !== "" ? told.last_message : nothingSaid(locale?.language);
}

const PROBE_SECONDS = 20;

/** A question of two words with this node's model and parameters. */
export function probeOf({ model, temperature, max_tokens, extra_body, timeout_seconds }: AiConfig): AiRequest {
  return {
    system: null,
    messages: [{ role: "user", content: "Responda apenas: OK" }],
    model,
    temperature,
    max_tokens,
    extra_body,
    timeout_seconds: Math.min(timeout_seconds ?? PROBE_SECONDS, PROBE_SECONDS),
    include_response: false,
  };
}

/** @throws ProblemError for a template that cannot be read */
export function requestOf(config: AiConfig, context: Context, prompt: string, locale?: FlowLocale): AiRequest {
  const system = renderField("system_prompt", config.system_prompt, context, locale);
  return {
    system: system.trim() === "" ? null : system,
    messages: [...readHistory(context, config.history_context_key), { role: "user", content: prompt }],
    model: config.model,
    temperature: config.temperature,
    max_tokens: config.max_tokens,
    extra_body: config.extra_body,
    ...(config.timeout_seconds === null ? {} : { timeout_seconds: config.timeout_seconds }),
    include_response: config.store_raw_message || config.store_full_response,
  };
}
