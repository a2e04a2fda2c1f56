/** What became of a send: from Meta's response, or from the network's failure to bring one. */
import { cleanText, idOf, isObject, listOf, numberOf, objectOf, userIdOf, waIdOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { ruleOfClass, ruleOfCode, ruleOfMend } from "./policy.ts";
import type { ErrorRule, GraphErrorClass, GraphErrorScope, Mend } from "./policy.ts";

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
  /** What whoever runs the channel has to mend, where the fault is the channel's. */
  mend: Mend | null;
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
/** Nobody but whoever runs this can mend these: the other end is not the one that the address names, or not one that speaks TLS. */
const UNTRUSTED = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;
/** The token has something in it that no header takes. */
const NO_HEADER = new Set(["UND_ERR_INVALID_ARG", "ERR_INVALID_CHAR"]);
/** A host that no name server knows may be one that is not written right; nameservers that are away say EAI_AGAIN. */
const UNKNOWN_HOST_WAIT_SECONDS = 30;

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
  const title = titleOf(error, answer);
  const known = code === null ? null : ruleOfCode(code, { subcode: numberOf(error?.["error_subcode"]), words: title });
  return {
    ...failure(known ?? ruleOfStatus(answer, error), code, answer.retryAfterSeconds),
    title,
    details: error === null ? null : detailsOf(error),
  };
}

/** Never throws. */
export function classifyNetworkError(error: NetworkError): SendFailure {
  const { code = "" } = error;
  const neverWritten = error.phase === "before_write" || NEVER_CONNECTED.has(code);
  const cause = safeText(error.code ?? error.name ?? "unknown cause", 64);
  return {
    ...failure(neverWritten ? ruleOfUnreached(code) : ruleOfClass("transient"), null, null),
    errorClass: "network",
    title: neverWritten ? `Graph API not reached (${cause})` : `no answer from the Graph API (${cause})`,
    details: null,
  };
}

/** What was found before anything was sent. */
export const notSent = (rule: ErrorRule, title: string): SendFailure => ({ ...failure(rule, null, null), title, details: null });

function failure({ kind, errorClass, scope, waitSeconds, mend }: ErrorRule, code: number | null, retryAfter: number | null | undefined) {
  const named = typeof retryAfter === "number" && retryAfter >= 0 ? Math.min(retryAfter, MAX_RETRY_AFTER_SECONDS) : null;
  return { kind, errorClass, code, retryAfterSeconds: named ?? waitSeconds, scope, mend };
}

function ruleOfUnreached(code: string): ErrorRule {
  if (UNTRUSTED.test(code)) return ruleOfMend("untrusted");
  if (NO_HEADER.has(code)) return ruleOfMend("token_invalid");
  return code === "ENOTFOUND" ? { ...ruleOfClass("network"), waitSeconds: UNKNOWN_HOST_WAIT_SECONDS } : ruleOfClass("network");
}

/** For responses without a code that we know. */
function ruleOfStatus({ status, body }: GraphResponse, error: JsonObject | null): ErrorRule {
  if (status === 429) return ruleOfClass("throttle");
  if (error?.["is_transient"] === true || status === 408) return ruleOfClass("transient");
  if (!speaksGraph({ status, body })) return ruleOfMend("not_graph");
  if (status === 401 || status === 403) return ruleOfMend("permission");
  return ruleOfClass(status >= 300 && status <= 499 ? "request" : "transient");
}

/**
 * Whether Meta's API can have said this. Graph's errors have a number for a code and its successes what was taken; a page, a redirect
 * or another API's JSON means that the base address leads elsewhere, so that nothing was processed. An error of a server's in between
 * (5xx) or nothing at all proves neither.
 */
function speaksGraph({ status, body }: GraphResponse): boolean {
  if (status >= 300 && status <= 399) return false;
  if (status === 501 || status === 505) return isObject(body);
  if (status >= 500 || (status <= 299 && isNothing(body))) return true;
  if (!isObject(body)) return status === 413 || status === 414 || status === 431;
  // Graph has a code of its own for a path that it does not know.
  if (status === 404 || status === 405) return false;
  const error = objectOf(body["error"]);
  return numberOf(error["code"]) !== null || ["messages", "contacts", "messaging_product"].some((key) => Object.hasOwn(body, key));
}

/** A response that was cut short, perhaps. */
const isNothing = (body: unknown): boolean =>
  body === null || body === undefined || body === "" || (isObject(body) && Object.keys(body).length === 0);

function titleOf(error: JsonObject | null, { status, body }: GraphResponse): string {
  const given = error?.["message"] ?? error?.["error_user_title"];
  const title = typeof given === "string" ? safeText(given, MAX_TITLE) : "";
  if (title !== "") return title;
  return isObject(body) || isNothing(body) ? `HTTP ${status}` : `HTTP ${status}, and no JSON`;
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
