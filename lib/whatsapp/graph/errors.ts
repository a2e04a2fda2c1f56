/** What became of a send: from Meta's response, or from the network's failure to bring one. */
import { cleanText, idOf, isObject, listOf, numberOf, objectOf, userIdOf, waIdOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { ruleOfClass, ruleOfCode } from "./policy.ts";
import type { ErrorRule, GraphErrorClass, GraphErrorScope } from "./policy.ts";

export interface SendFailure {
  kind: ErrorRule["kind"];
  errorClass: GraphErrorClass;
  code: number | null;
  /** For logs and the console: cleaned, short, free of tokens. */
  title: string;
  details: string | null;
  /** What Meta asks for, or what the class of error needs; null: the usual backoff alone. */
  retryAfterSeconds: number | null;
  scope: GraphErrorScope;
}

/** `sent` means accepted, not delivered. `waId` may differ from the number we sent to, and is the one to keep. */
export type SendOutcome = { kind: "sent"; wamid: string; waId: string | null; userId: string | null } | SendFailure;

export interface GraphResponse {
  status: number;
  /** The parsed JSON, or whatever else came. */
  body: unknown;
  retryAfterSeconds?: number | null;
}

export interface NetworkError {
  code?: string;
  name?: string;
  /** `before_write` only where it is certain that no byte of the request was written. */
  phase: "before_write" | "after_write";
}

/** These can only happen while connecting. (EHOSTUNREACH and ETIMEDOUT are no proof: an open socket can give them.) */
const NEVER_CONNECTED = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);

const MAX_TITLE = 256;
const MAX_DETAILS = 1024;
const MAX_RETRY_AFTER_SECONDS = 3600;

/**
 * A message id counts as sent even beside an error: sending again could make two of it, and a failure that is real
 * comes as a status. Otherwise a known code decides, whatever the HTTP status (errors have come with 200), then the
 * HTTP status. Never throws.
 */
export function classifyGraphResponse(answer: GraphResponse): SendOutcome {
  const body = objectOf(answer.body);
  const accepted = answer.status >= 200 && answer.status <= 299;
  if (accepted) {
    const wamid = idOf(objectOf(listOf(body["messages"])[0])["id"], 512);
    if (wamid !== null) {
      const contact = objectOf(listOf(body["contacts"])[0]);
      return { kind: "sent", wamid, waId: waIdOf(contact["wa_id"]), userId: userIdOf(contact["user_id"]) };
    }
  }
  const error = isObject(body["error"]) ? body["error"] : null;
  const code = error === null ? null : numberOf(error["code"]);
  const rule = (code === null ? null : ruleOfCode(code)) ?? ruleOfClass(classOfStatus(answer.status, error));
  return {
    ...failure(rule, code, answer.retryAfterSeconds),
    title: titleOf(error, answer.status),
    details: error === null ? null : detailsOf(error),
  };
}

/** Never throws. */
export function classifyNetworkError(error: NetworkError): SendOutcome {
  const neverWritten = error.phase === "before_write" || NEVER_CONNECTED.has(error.code ?? "");
  const cause = safeText(error.code ?? error.name ?? "unknown cause", 64);
  return {
    ...failure(ruleOfClass(neverWritten ? "network" : "transient"), null, null),
    errorClass: "network",
    title: neverWritten ? `Graph API not reached (${cause})` : `no answer from the Graph API (${cause})`,
    details: null,
  };
}

function failure({ kind, errorClass, scope, waitSeconds }: ErrorRule, code: number | null, retryAfter: number | null | undefined) {
  const named = typeof retryAfter === "number" && retryAfter >= 0 ? Math.min(retryAfter, MAX_RETRY_AFTER_SECONDS) : null;
  return { kind, errorClass, code, retryAfterSeconds: named ?? waitSeconds, scope };
}

/** For responses without a code that we know. */
function classOfStatus(status: number, error: JsonObject | null): GraphErrorClass {
  if (status === 429) return "throttle";
  if (error?.["is_transient"] === true || status === 408) return "transient";
  if (status === 401 || status === 403) return "auth";
  // Redirects are not followed, so nothing was processed; the base URL is wrong.
  if (status >= 300 && status <= 499) return "request";
  return "transient";
}

function titleOf(error: JsonObject | null, status: number): string {
  const given = error?.["message"] ?? error?.["error_user_title"];
  const title = typeof given === "string" ? safeText(given, MAX_TITLE) : "";
  return title === "" ? `HTTP ${status}` : title;
}

function detailsOf(error: JsonObject): string | null {
  const given = objectOf(error["error_data"])["details"] ?? error["error_user_msg"];
  return typeof given === "string" ? safeText(given, MAX_DETAILS) || null : null;
}

/** Meta's messages can quote the token that they complain about. Hidden before cutting, so that no half is left. */
function safeText(text: string, max: number): string {
  const hidden = cleanText(text, 16_384)
    .replace(/(access_token["']?\s*[=:]\s*["']?)[^\s&"',;}]+/gi, "$1[hidden]")
    .replace(/(bearer\s+)[^\s"',;}]+/gi, "$1[hidden]")
    .replace(/EAA[A-Za-z0-9_-]{8,}/g, "[hidden]");
  return cleanText(hidden, max);
}
