import type { HttpResult } from "../../effects/call_http/effect.ts";
import { CONTEXT_LIMIT, jsonSize, toContext } from "../../engine/context.ts";
import type { Outcome } from "../../engine/define-node.ts";
import type { Problem } from "../../engine/problem/problem.ts";
import type { Context, Json } from "../../engine/types.ts";
import { readPath } from "../../engine/values/read-path.ts";
import { ERROR_KEY, type HttpConfig } from "./config.ts";
import { answerTooLarge, badStatus, noSuccess } from "./problems.ts";

export const FAILURE_EXITS = ["client_error", "server_error", "timeout", "network_error"] as const;
type FailureExit = (typeof FAILURE_EXITS)[number];

/** What becomes of an answer, or of none: the exit, and what the context keeps. */
export function outcomeOf(config: HttpConfig, context: Context, result: HttpResult): Outcome {
  if (!result.ok) {
    const { code, error } = result;
    return failure(config, code === "timeout" ? "timeout" : "network_error", { code, message: error, status: null }, error);
  }
  const { status } = result;
  const set = kept(config, result, CONTEXT_LIMIT - jsonSize(context));
  if (set === null) {
    const why = answerTooLarge(CONTEXT_LIMIT / 1024);
    return failure(config, "network_error", { code: "response_too_large", message: why.message, status }, why);
  }
  if (status >= 200 && status < 300) {
    const isFirst = context[ERROR_KEY] === undefined || context[ERROR_KEY] === null;
    return { exit: "success", set: isFirst ? set : { ...set, [ERROR_KEY]: null }, note: `HTTP ${status}` };
  }
  const why = badStatus(status);
  const exit = status >= 500 ? "server_error" : "client_error";
  return failure(config, exit, { code: `http_${status}`, message: why.message, status }, why, set);
}

/** What an answer leaves in the context; null when there is no room for it. */
function kept(config: HttpConfig, { status, headers, body, is_json }: Extract<HttpResult, { ok: true }>, room: number): Context | null {
  const set: Context = {};
  let size = 0;
  const keep = (key: string | null, value: Json): void => {
    if (key === null || size > room) return;
    set[key] = value;
    size += key.length + jsonSize(value);
  };
  for (const { key, path } of config.response_mapping) keep(key, is_json || path.trim() === "" ? readPath(body, path) : null);
  keep(config.store_response, { status, headers, body });
  return size > room ? null : toContext(set);
}

function failure(
  config: HttpConfig,
  exit: FailureExit,
  error: { code: string; message: string; status: number | null },
  why: string | Problem,
  set: Context = {},
): Outcome {
  return {
    exit: config.exits === "simple" ? "error" : exit,
    unhandled: noSuccess(error.code, why),
    set: { ...set, [ERROR_KEY]: error },
    note: error.status === null ? `${error.code}: ${error.message}` : `HTTP ${error.status}`,
  };
}
