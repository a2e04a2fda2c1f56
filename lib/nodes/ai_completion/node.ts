import { checkKeys } from "../../engine/validate/check-keys.ts";
import { defineNode, type NodeInput, type Outcome } from "../../engine/define-node.ts";
import { renderField } from "../../engine/render-field.ts";
import { exitAfterDelay } from "../../engine/exit-after-delay.ts";
import type { Problem } from "../../engine/problem/problem.ts";
import type { Context, Effect, FlowLocale, Json } from "../../engine/types.ts";
import { type AiRequest, type AiResult, aiResult } from "../../effects/complete_ai/effect.ts";
import { aiConfig, type AiConfig, answerKeys, keysSet } from "./config.ts";
import { extendHistory, readHistory } from "./history.ts";
import { inWords, nothingSaid } from "./wordless.ts";

/** Codes of the problems that only this type has. */
export type AiProblem = "no_answer";

export const aiCompletion = defineNode<AiConfig>({
  type: "ai_completion",
  family: "connect",
  config: aiConfig,
  defaults: { prompt_template: "", system_prompt: "", context_key: "ai_response", send_response: true },
  exits: () => ["next", "error"],
  summary: ({ prompt_template, prompt, context_key }) => `${prompt_template || prompt || "{{ last_message }}"} → ${context_key}`,
  templates: ({ prompt_template, prompt, system_prompt, response_template }) => ({
    prompt_template,
    prompt,
    system_prompt,
    response_template,
  }),
  sets: keysSet,
  locals: ["response", "simulated"],
  waits: () => true,
  costs: "money",
  sends: ({ send_response }) => send_response,
  delaySeconds: ({ delay_seconds }) => delay_seconds,
  check: ({ context_key, response_alias, history_context_key }) => checkKeys({ context_key, response_alias, history_context_key }),

  enter({ config, context, token, locale }) {
    const prompt = promptOf(config, context, locale);
    const system = renderField("system_prompt", config.system_prompt, context, locale);
    const request: AiRequest = {
      system: system.trim() === "" ? null : system,
      messages: [...readHistory(context, config.history_context_key), { role: "user", content: prompt }],
      model: config.model,
      temperature: config.temperature,
      max_tokens: config.max_tokens,
      extra_body: config.extra_body,
      include_response: config.store_raw_message || config.store_full_response,
    };
    return { wait: { for: ["ai"], data: { prompt } }, effects: [{ type: "complete_ai", token, request }] };
  },

  resume(input, event) {
    if (event.type !== "ai_completed") return { exit: "next" };
    const result = aiResult.parse(event.result);
    return result.ok ? answered(input, result) : fail(input.config, result);
  },
});

function promptOf(config: AiConfig, context: Context, locale: FlowLocale | undefined): string {
  const field = config.prompt_template.trim() === "" ? "prompt" : "prompt_template";
  const told = inWords(context, locale?.language);
  const written = renderField(field, config[field], told, locale);
  if (written.trim() !== "") return written;
  return typeof told.last_message === "string" && told.last_message.trim() !== "" ? told.last_message : nothingSaid(locale?.language);
}

function answered(input: NodeInput<AiConfig>, result: Extract<AiResult, { ok: true }>): Outcome {
  const { config, context } = input;
  const set = kept(input, result);
  const effects: Effect[] = [];
  if (config.send_response) {
    const words =
      config.response_template.trim() === ""
        ? result.text
        : renderField(
            "response_template",
            config.response_template,
            { ...context, ...set, response: result.text, simulated: result.simulated },
            input.locale,
          );
    if (words.trim() !== "") {
      effects.push({ type: "send_message", message: { type: "text", text: words, data: { preview_url: config.preview_url } } });
    }
  }
  return exitAfterDelay(config.delay_seconds, input, { effects, set, ...(result.simulated ? { note: "simulated" } : {}) });
}

const keepsHistory = (config: AiConfig): config is AiConfig & { history_context_key: string } =>
  config.history_context_key !== null && config.append_history;

/** What an answer leaves in the context. */
function kept({ config, context, data }: NodeInput<AiConfig>, result: Extract<AiResult, { ok: true }>): Context {
  const keys = answerKeys(config);
  const set: Context = { [config.context_key]: result.text };
  if (config.response_alias !== null) set[config.response_alias] = result.text;
  if (keepsHistory(config)) {
    const asked = typeof data.prompt === "string" ? data.prompt : "";
    set[config.history_context_key] = extendHistory(context, config.history_context_key, asked, result.text);
  }
  if (config.store_raw_message) set[keys.rawMessage] = rawMessage(result.response) ?? { role: "assistant", content: result.text };
  if (config.store_full_response) set[keys.fullResponse] = result.response ?? null;
  return set;
}

/** `choices[0].message` of an OpenAI-compatible response. */
function rawMessage(response: Json | undefined): Json | undefined {
  const choices = isObject(response) ? response.choices : undefined;
  const first = Array.isArray(choices) ? choices[0] : undefined;
  return isObject(first) ? first.message : undefined;
}

function isObject(value: Json | undefined): value is Context {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fail(config: AiConfig, { code, error }: { code: string; error: string }): Outcome {
  const unhandled: Problem = {
    code: "no_answer" satisfies AiProblem,
    params: { code, error },
    message: `the AI gave no answer (${code}): ${error}`,
  };
  return {
    exit: "error",
    unhandled,
    set: { [answerKeys(config).error]: { code, message: error } },
    note: `no answer (${code}): ${error}`,
  };
}
