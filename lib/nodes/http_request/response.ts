import type { HttpResult } from "../../effects/call_http/effect.ts";
import { CONTEXT_LIMIT, jsonSize, toContext } from "../../engine/context.ts";
import type { Outcome } from "../../engine/define-node.ts";
import type { Context } from "../../engine/types.ts";
import { readPath } from "../../engine/values/read-path.ts";
import { ERROR_KEY, type HttpConfig } from "./config.ts";
import { noSuccess } from "./problems.ts";

export const FAILURE_EXITS = ["client_error", "server_error", "timeout", "network_error"] as const;
type FailureExit = (typeof FAILURE_EXITS)[number];

/** What becomes of an answer, or of none: the exit, and what the context keeps. */
export function outcomeOf(config: HttpConfig, context: Context, result: HttpResult): Outcome {
  if (!result.ok) {
    return failure(config, result.code === "timeout" ? "timeout" : "network_error", {
      code: result.code,
      message: result.error,
      status: null,
    });
  }
  const { status } = result;
  const set = kept(config, result);
  if (jsonSize({ ...context, ...set }) > CONTEXT_LIMIT) {
    const message = `what is to be kept of the answer is too large: a conversation carries ${CONTEXT_LIMIT / 1024} KB`;
    return failure(config, "network_error", { code: "response_too_large", message, status });
  }
  if (status >= 200 && status < 300) {
    const isFirst = context[ERROR_KEY] === undefined || context[ERROR_KEY] === null;
    return { exit: "success", set: isFirst ? set : { ...set, [ERROR_KEY]: null }, note: `HTTP ${status}` };
  }
  const exit = status >= 500 ? "server_error" : "client_error";
  return failure(config, exit, { code: `http_${status}`, message: `the server answered with the status ${status}`, status }, set);
}

/** What an answer leaves in the context. */
function kept(config: HttpConfig, { status, headers, body, is_json }: Extract<HttpResult, { ok: true }>): Context {
  const set: Context = {};
  for (const { key, path } of config.response_mapping) {
    if (key !== null) set[key] = is_json || path.trim() === "" ? readPath(body, path) : null;
  }
  if (config.store_response !== null) set[config.store_response] = { status, headers, body };
  return toContext(set);
}

function failure(
  config: HttpConfig,
  exit: FailureExit,
  error: { code: string; message: string; status: number | null },
  set: Context = {},
): Outcome {
  return {
    exit: config.exits === "simple" ? "error" : exit,
    unhandled: noSuccess(error.code, error.message),
    set: { ...set, [ERROR_KEY]: error },
    note: `${error.code}: ${error.message}`,
  };
}
