import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { AI_TOTAL_SECONDS, type AiRequest, type AiResult } from "#lib/effects/complete_ai/effect.ts";
import type { Json } from "#lib/engine/types.ts";
import { boundedJson } from "#lib/json/read-json.ts";
import { env } from "../../platform/env.ts";
import { log } from "../../platform/log.ts";

/** One try. A person waits at the other end; what takes longer than this leaves by the node's error exit. */
const TIMEOUT_MS = 30_000;
/** Tries after the first, by the client itself: on 408, 409, 429, 5xx and lost connections, with backoff. */
const RETRIES = 2;

const ANSWER_BOUNDS = { depth: 16, values: 5_000, characters: 65_536 };

let client: OpenAI | undefined;

/**
 * Asks the language model. Without an API key the answer is simulated and says so. Never throws: a failure is a result
 * that the node leaves by its `error` exit.
 */
export async function completeAi(
  request: AiRequest,
  signal: AbortSignal = AbortSignal.timeout(AI_TOTAL_SECONDS * 1000),
): Promise<AiResult> {
  const { WORKFLOW_OPENAI_API_KEY: apiKey, WORKFLOW_OPENAI_API_BASE: baseURL, WORKFLOW_OPENAI_DEFAULT_MODEL: defaultModel } = env();
  const model = request.model ?? defaultModel;
  if (apiKey === undefined) return simulated(request, model);
  client ??= new OpenAI({ apiKey, baseURL, timeout: TIMEOUT_MS, maxRetries: RETRIES });
  try {
    const response = await client.chat.completions.create(
      {
        ...request.extra_body,
        model,
        messages: messagesOf(request),
        ...(request.temperature === null ? {} : { temperature: request.temperature }),
        ...(request.max_tokens === null ? {} : { max_tokens: request.max_tokens }),
        stream: false,
      },
      { signal },
    );
    return readResponse(response, model, request.include_response);
  } catch (error) {
    const failure = describe(error);
    log.warn({ model, code: failure.code, error: failure.error }, "AI call failed");
    return failure;
  }
}

function messagesOf({ system, messages }: AiRequest) {
  const first = system ?? env().WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT;
  return first.trim() === "" ? messages : [{ role: "system" as const, content: first }, ...messages];
}

/** A compatible server may return anything; what we keep of it is bounded. */
function readResponse(response: unknown, model: string, includeResponse: boolean): AiResult {
  const kept = boundedJson(response, ANSWER_BOUNDS) as { model?: Json; usage?: Json; choices?: { message?: { content?: Json } }[] } | null;
  const text = kept?.choices?.[0]?.message?.content;
  if (typeof text !== "string" || text.trim() === "") {
    return { ok: false, code: "no_text", error: "the model's answer holds no text" };
  }
  const usage = kept?.usage;
  return {
    ok: true,
    text,
    simulated: false,
    model: typeof kept?.model === "string" ? kept.model : model,
    ...(typeof usage === "object" && usage !== null && !Array.isArray(usage) ? { usage } : {}),
    ...(includeResponse ? { response: kept as Json } : {}),
  };
}

function simulated(request: AiRequest, model: string): AiResult {
  log.info({ model }, "AI answer simulated: WORKFLOW_OPENAI_API_KEY is not set");
  const question = request.messages.at(-1)?.content ?? "";
  const text = `[Resposta simulada] Recebi: “${question.slice(0, 500)}”. Configure WORKFLOW_OPENAI_API_KEY para respostas reais.`;
  const response = {
    simulated: true,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  };
  return { ok: true, text, simulated: true, model, ...(request.include_response ? { response } : {}) };
}

/** Names the cause without the words of the server, which may repeat the prompt or the key. */
function describe(error: unknown): Extract<AiResult, { ok: false }> {
  if (error instanceof APIConnectionTimeoutError) return { ok: false, code: "timeout", error: `no answer within ${TIMEOUT_MS / 1000} s` };
  if (error instanceof APIUserAbortError) return { ok: false, code: "aborted", error: "the call was given up" };
  if (error instanceof APIConnectionError) return { ok: false, code: "unreachable", error: "the AI service could not be reached" };
  if (error instanceof APIError) {
    const status = typeof error.status === "number" ? error.status : 0;
    return {
      ok: false,
      code: status === 429 ? "rate_limited" : `http_${status}`,
      error: `the AI service refused the call (HTTP ${status}${error.code ? `, ${String(error.code).slice(0, 64)}` : ""})`,
    };
  }
  return { ok: false, code: "unexpected", error: "the AI service's answer could not be read" };
}
