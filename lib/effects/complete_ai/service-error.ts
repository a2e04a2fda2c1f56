/** Errors of a language model's service, whatever status and shape they come in. */
import { cleanText, isObject, type JsonObject, listOf, numberOf, objectOf } from "../../json/read-json.ts";

export interface ServiceError {
  kind: "error";
  /** What it is as an HTTP status, which it may not have come with. */
  status: number;
  /** The service's own code, if it is a name. */
  code: string | null;
  /** The service's words, for finding out what it refused; never for a log, a context or a person: they may repeat prompt and key. */
  words: string;
  /** The parameter that it names. */
  parameter: string | null;
  /** Whether the same call may succeed in a moment. */
  passing: boolean;
}

const MAX_WORDS = 4_000;
const PASSING = new Set([408, 409, 425, 429]);

/** Null for an answer that is no error. */
export function errorIn(status: number, body: unknown): ServiceError | null {
  const refused = status < 200 || status > 299;
  const found = findError(body);
  if (found === null && !refused) return null;
  const error = found ?? {};
  const words = wordsOf(error);
  const code = codeOf(error);
  const told = refused ? status : statusOf(error, `${code ?? ""} ${words}`);
  return {
    kind: "error",
    status: told,
    code,
    words,
    parameter: parameterOf(error),
    passing: (PASSING.has(told) || told >= 500) && told !== 501 && !/insufficient_quota/.test(code ?? ""),
  };
}

/** What a service calls an error: an object or a text of that name, beside or in place of the answer, or an error that is the whole. */
function findError(body: unknown): JsonObject | null {
  const whole = objectOf(Array.isArray(body) ? body[0] : body);
  const choice = objectOf(listOf(whole["choices"])[0]);
  for (const error of [whole["error"], choice["error"], listOf(whole["errors"])[0]]) {
    if (isObject(error) && Object.keys(error).length > 0) return error;
    if (typeof error === "string" && error !== "") return { message: error, code: whole["code"], status: whole["status"] };
  }
  if (Object.hasOwn(whole, "choices")) return null;
  const isError = whole["object"] === "error" || whole["type"] === "error" || whole["success"] === false;
  if (isError || Object.hasOwn(whole, "detail") || (numberOf(whole["code"]) ?? 0) >= 400 || (numberOf(whole["status"]) ?? 0) >= 400)
    return whole;
  return null;
}

function wordsOf(error: JsonObject): string {
  const given = error["message"] ?? error["detail"] ?? error["msg"] ?? error["error"];
  const text = typeof given === "string" ? given : given === undefined ? "" : JSON.stringify(given);
  return cleanText(text, MAX_WORDS);
}

function codeOf(error: JsonObject): string | null {
  for (const given of [error["code"], error["type"], error["status"]]) {
    if (typeof given === "string" && /^[A-Za-z][\w.-]{0,63}$/.test(given)) return given;
  }
  return null;
}

/** `param` of OpenAI's, or the place in the body that a validator names. */
function parameterOf(error: JsonObject): string | null {
  const details = listOf(error["detail"]).map(objectOf);
  const place = details.flatMap(({ loc }) => listOf(loc)).filter((name) => typeof name === "string" && name !== "body")[0];
  const given = error["param"] ?? place;
  return typeof given === "string" && given.length <= 128 ? given : null;
}

/** By the number that the error names, else by its words: it came as if it were an answer. */
function statusOf(error: JsonObject, words: string): number {
  for (const given of [error["code"], error["status"], error["status_code"]]) {
    const number = numberOf(given);
    if (number !== null && number >= 400 && number <= 599) return number;
  }
  if (/rate.?limit|too many requests|resource.?exhausted|quota/i.test(words)) return 429;
  if (/overload|loading|unavailable|capacity|time.?out|timed out|try again|internal|server.?error/i.test(words)) return 503;
  if (/api.?key|unauthori[sz]ed|authentication/i.test(words)) return 401;
  return 400;
}
