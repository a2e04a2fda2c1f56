import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import { renderField } from "../../engine/render-field.ts";
import { exitAfterDelay } from "../../engine/exit-after-delay.ts";
import type { Problem } from "../../engine/problem/problem.ts";
import type { Context, Effect, Json } from "../../engine/types.ts";
import { type AiResult, aiResult } from "../../effects/complete_ai/effect.ts";
import { toWhatsAppMarks } from "../../whatsapp/marks.ts";
import { defineSendingNode } from "../sending.ts";
import { checkAi } from "./check.ts";
import { aiConfig, type AiConfig, answerKeys, keysSet } from "./config.ts";
import { extendHistory } from "./history.ts";
import { probeOf, promptOf, requestOf } from "./request.ts";

/** Codes of the problems that only this type has. */
export type AiProblem = "no_answer";

export const aiCompletion = defineSendingNode<AiConfig>({
  type: "ai_completion",
  family: "connect",
  config: aiConfig,
  defaults: { prompt_template: "", system_prompt: "", context_key: "ai_response", send_response: true },
  exits: () => ["next", "error"],
  failing: () => ["error"],
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
  check: checkAi,
  probe: (config) => ({ effect: "complete_ai", request: probeOf(config) }),

  enter({ config, context, token, locale }) {
    const prompt = promptOf(config, context, locale);
    return {
      wait: { for: ["ai"], data: { prompt } },
      effects: [{ type: "complete_ai", token, request: requestOf(config, context, prompt, locale) }],
    };
  },

  resume(input, event) {
    if (event.type !== "ai_completed") return { exit: "next" };
    const result = aiResult.parse(event.result);
    return result.ok ? answered(input, result) : fail(input.config, result);
  },
});

function answered(input: NodeInput<AiConfig>, came: Extract<AiResult, { ok: true }>): Outcome {
  const { config, context } = input;
  // One text: what is kept, may be sent by another node later, and is compared in conditions is what the contact reads.
  const result = config.whatsapp_format ? { ...came, text: toWhatsAppMarks(came.text) } : came;
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

function fail(config: AiConfig, { code, error, repeated }: Extract<AiResult, { ok: false }>): Outcome {
  const unhandled: Problem = {
    code: "no_answer" satisfies AiProblem,
    params: { code, error },
    message: `the AI gave no answer (${code}): ${error}`,
  };
  return {
    exit: "error",
    unhandled,
    ...(repeated === true ? { told: true as const } : {}),
    set: { [answerKeys(config).error]: { code, message: error, ...(repeated === undefined ? {} : { repeated }) } },
    note: `no answer (${code}): ${error}`,
  };
}
