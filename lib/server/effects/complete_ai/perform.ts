import { setTimeout as sleep } from "node:timers/promises";
import { adjust, type Adjustments, adjustmentsOf, learnFrom } from "#lib/effects/complete_ai/adjustments.ts";
import type { AiRequest, AiResult } from "#lib/effects/complete_ai/effect.ts";
import type { AnswerText } from "#lib/effects/complete_ai/read-answer.ts";
import type { ServiceError } from "#lib/effects/complete_ai/service-error.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import { cutText } from "#lib/engine/values/cut-text.ts";
import { boundedJson, cleanText } from "#lib/json/read-json.ts";
import type { CallOrigin } from "../call-origin.ts";
import { env } from "../../platform/env.ts";
import { log } from "../../platform/log.ts";
import { askService, type Asked } from "./ask-service.ts";
import { countUnasked } from "../../state/ai-usage.ts";
import { overBudget } from "./budget.ts";
import { adjustmentsFor, remember } from "./learned.ts";
import { aiService } from "./service.ts";

type Failure = Extract<AiResult, { ok: false }>;

/** Tries after the first: where the service is busy or in trouble, or the connection broke. Never after a time limit. */
const RETRIES = 2;
const RETRY_SECONDS = [0.5, 2];
/** Refusals of parameters that one call may learn from. */
const LESSONS = 8;

const ANSWER_BOUNDS = { depth: 16, values: 5_000, characters: 65_536 };

/**
 * Asks the language model. Without one the answer is simulated where sends are simulated too, and says so. Never throws: a failure is a
 * result that the node leaves by its `error` exit.
 * @param origin Null for somebody who tries it out.
 */
export async function completeAi(request: AiRequest, origin: CallOrigin | null, signal?: AbortSignal): Promise<AiResult> {
  const model = request.model ?? env().WORKFLOW_OPENAI_DEFAULT_MODEL;
  const service = aiService();
  if (service === null) return origin?.simulated === false ? notConfigured(origin) : simulated(request, model);
  if (origin !== null) {
    const denied = await overBudget(origin, request);
    if (denied !== null) return denied;
  }
  const seconds = request.timeout_seconds ?? env().WORKFLOW_AI_TIMEOUT_SECONDS;
  const limit = AbortSignal.timeout(seconds * 1000);
  try {
    return await ask(service, request, model, signal === undefined ? limit : AbortSignal.any([limit, signal]));
  } catch (error) {
    const failure: Failure = limit.aborted
      ? { ok: false, code: "timeout", error: `no answer within ${seconds} s` }
      : signal?.aborted === true
        ? { ok: false, code: "aborted", error: "the call was given up" }
        : { ok: false, code: "unexpected", error: "the AI service's answer could not be read" };
    log.warn({ model, code: failure.code, ...(failure.code === "unexpected" ? { err: error } : {}) }, "AI call failed");
    return failure;
  }
}

/** @throws when `signal` ends it */
async function ask(
  service: { base: string; key: string | null },
  request: AiRequest,
  model: string,
  signal: AbortSignal,
): Promise<AiResult> {
  const wanted = bodyOf(request, model);
  const known = await adjustmentsFor(service.base, model);
  let learned: Adjustments = {};
  let tries = 0;
  for (let lessons = 0; ;) {
    const body = adjust(wanted, { ...known, ...learned });
    const asked = await askService(service, body, signal);
    const lesson = asked.kind === "error" && lessons < LESSONS ? learnFrom(asked, body) : null;
    if (lesson !== null) {
      lessons += 1;
      learned = { ...learned, ...lesson };
      if (JSON.stringify(adjust(wanted, { ...known, ...learned })) !== JSON.stringify(body)) continue;
    }
    if (asked.kind === "text") {
      if (lessons > 0) await remember(service.base, model, learned);
      return answered(asked, request, model, adjustmentsOf(wanted, { ...known, ...learned }));
    }
    const wait =
      passes(asked) && tries < RETRIES
        ? (("retryAfterSeconds" in asked ? asked.retryAfterSeconds : null) ?? RETRY_SECONDS[tries])
        : undefined;
    // A pause beyond the time limit brings no result, so what the service said is returned at once.
    if (wait === undefined || wait >= (request.timeout_seconds ?? env().WORKFLOW_AI_TIMEOUT_SECONDS)) return failed(asked, model);
    tries += 1;
    await sleep(wait * 1000, undefined, { signal });
  }
}

const passes = (asked: Asked): boolean => asked.kind === "lost" || (asked.kind === "error" && asked.passing);

function bodyOf(request: AiRequest, model: string): Context {
  return {
    ...request.extra_body,
    model,
    messages: messagesOf(request),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.max_tokens === null ? {} : { max_tokens: request.max_tokens }),
    stream: false,
  };
}

function messagesOf({ system, messages }: AiRequest): AiRequest["messages"] {
  const first = system ?? env().WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT;
  return first.trim() === "" ? messages : [{ role: "system" as const, content: first }, ...messages];
}

/** A compatible server may return anything; what we keep of it is bounded. */
function answered(
  { text, model: told, usage, completion }: AnswerText,
  request: AiRequest,
  model: string,
  adjusted: Adjustments,
): AiResult {
  const kept = boundedJson(usage, ANSWER_BOUNDS);
  return {
    ok: true,
    text: (boundedJson(text, ANSWER_BOUNDS) as string).trimEnd(),
    simulated: false,
    model: cleanText(told ?? model, 200),
    ...(typeof kept === "object" && kept !== null && !Array.isArray(kept) ? { usage: kept } : {}),
    ...(Object.keys(adjusted).length === 0 ? {} : { adjusted }),
    ...(request.include_response ? { response: boundedJson(completion, ANSWER_BOUNDS) as Json } : {}),
  };
}

function failed(asked: Exclude<Asked, AnswerText>, model: string): Failure {
  const failure: Failure =
    asked.kind === "failure"
      ? { ok: false, code: asked.code, error: asked.error }
      : asked.kind === "lost"
        ? { ok: false, code: "unreachable", error: `the AI service could not be reached (${asked.cause})` }
        : { ok: false, ...describe(asked) };
  log.warn({ model, code: failure.code, error: failure.error }, "AI call failed");
  return failure;
}

const LOOK: Readonly<Record<number, string>> = {
  401: "look at WORKFLOW_OPENAI_API_KEY",
  403: "look at what WORKFLOW_OPENAI_API_KEY may do",
  404: "look at WORKFLOW_OPENAI_API_BASE and at the model's name",
  405: "look at WORKFLOW_OPENAI_API_BASE",
  402: "look at the service's account: there is no credit",
  429: "look at the service's limits and at its account's credit",
};

/** Names the cause without the words of the server, which may repeat the prompt or the key. */
function describe({ status, code }: ServiceError): { code: string; error: string } {
  const look = LOOK[status];
  return {
    code: status === 429 ? "rate_limited" : `http_${status}`,
    error: `the AI service refused the call (HTTP ${status}${code === null ? "" : `, ${code}`})${look === undefined ? "" : `: ${look}`}`,
  };
}

let toldAt = -Infinity;
const TELL_EVERY_MS = 60_000;

async function notConfigured({ executionId }: CallOrigin): Promise<Failure> {
  await countUnasked();
  if (performance.now() - toldAt > TELL_EVERY_MS) {
    toldAt = performance.now();
    log.error(
      { executionId },
      "a flow asks a language model, and none is configured: set WORKFLOW_OPENAI_API_KEY, or WORKFLOW_OPENAI_API_BASE of a " +
        "server that needs none",
    );
  }
  return {
    ok: false,
    code: "not_configured",
    error: "no language model is configured: WORKFLOW_OPENAI_API_KEY is not set",
  };
}

function simulated(request: AiRequest, model: string): AiResult {
  log.info({ model }, "AI answer simulated: WORKFLOW_OPENAI_API_KEY is not set");
  const question = request.messages.at(-1)?.content ?? "";
  const text = `[Resposta simulada] Recebi: “${cutText(question, 500)}”. Configure WORKFLOW_OPENAI_API_KEY para respostas reais.`;
  const response = {
    simulated: true,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  };
  return { ok: true, text, simulated: true, model, ...(request.include_response ? { response } : {}) };
}
