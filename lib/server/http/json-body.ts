import { BODY_BYTES } from "#lib/api/contract.ts";
import { encodingOf, mediaTypeOf, readBody } from "./read-body.ts";
import { pathOfLargeNumber } from "#lib/json/whole-numbers.ts";
import { badRequest, invalidField, pointerOf, ApiError } from "../platform/api-error.ts";

const MAX_DEPTH = 100;
/** Texts, numbers, lists ... each costs far more memory and time than its bytes. */
const MAX_VALUES = 200_000;
/** They could reach a prototype wherever the value is copied key by key. */
const UNSAFE_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * The body as JSON that is safe to store and to copy; undefined when there is none.
 * @throws ApiError 413 (over `maxBytes`, or of too many values), 415 (not JSON), 400 (not parsable, or holding what PostgreSQL or a copy
 * can't take; says where), 422 (a whole number beyond 2^53; says where)
 */
export async function readJson(request: Request, maxBytes: number = BODY_BYTES.flow): Promise<unknown> {
  const bytes = await readBody(request, maxBytes);
  if (bytes === null) throw new ApiError(413, `The body is larger than ${maxBytes} bytes (${sizeText(maxBytes)}).`, { code: "too-large" });
  if (bytes.byteLength === 0) return undefined;
  checkMediaType(request);
  if (hasMoreValues(bytes, MAX_VALUES))
    throw new ApiError(413, `The body holds more than ${MAX_VALUES} values (texts, numbers, lists ...).`, { code: "too-many-values" });

  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not valid JSON in UTF-8: ${error instanceof Error ? error.message : String(error)}`, {
      code: "invalid-json",
    });
  }
  check(value, []);
  const large = pathOfLargeNumber(text, value);
  if (large !== null) throw invalidField(large, "is a whole number beyond 2^53, whose digits would change on the way: send it as text");
  return value;
}

export const sizeText = (bytes: number): string => (bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`);

function checkMediaType(request: Request): void {
  const media = mediaTypeOf(request);
  const encoding = encodingOf(request);
  if (encoding !== null)
    throw new ApiError(415, `Content-Encoding "${encoding}" is not read here; send the JSON as it is.`, { code: "unsupported-media-type" });
  if (media === null || media === "application/json" || /^application\/[\w.-]+\+json$/.test(media)) return;
  throw new ApiError(415, `The body is JSON here; send it with "Content-Type: application/json" instead of "${media}".`, {
    code: "unsupported-media-type",
  });
}

/**
 * Whether the JSON in these bytes holds more values than `max`, told by its commas and brackets: before it is parsed, which is what
 * millions of values keep everybody waiting by.
 */
function hasMoreValues(bytes: Uint8Array, max: number): boolean {
  let count = 1;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if ((byte === COMMA || byte === BRACKET || byte === BRACE) && (count += 1) > max) return true;
  }
  return false;
}

const [QUOTE, COMMA, BRACKET, BACKSLASH, BRACE] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b];

function check(value: unknown, path: PropertyKey[]): void {
  if (typeof value === "string") {
    const flaw = flawOf(value);
    if (flaw !== null) throw refused(path, `holds ${flaw}, which can't be stored; remove it`);
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw refused(path, "is too large a number");
  } else if (typeof value === "object" && value !== null) {
    if (path.length >= MAX_DEPTH) throw badRequest(`The body is nested more than ${MAX_DEPTH} levels deep.`, { code: "too-deep" });
    for (const key of Object.keys(value)) {
      if (UNSAFE_KEYS.has(key)) throw refused([...path, key], "is a name that is not allowed; use another");
      const flaw = flawOf(key);
      if (flaw !== null) throw refused(path, `has a key that holds ${flaw}, which can't be stored; remove it`);
      path.push(key);
      check((value as Record<string, unknown>)[key], path);
      path.pop();
    }
  }
}

/** What makes PostgreSQL refuse this text, or null. */
export function flawOf(text: string): string | null {
  if (text.includes("\0")) return "the character U+0000";
  return LONE_SURROGATE.test(text) ? "half of a surrogate pair" : null;
}

function refused(path: readonly PropertyKey[], message: string): ApiError {
  const pointer = pointerOf(path);
  return badRequest(`${pointer === "" ? "The body" : pointer} ${message}.`, { code: "unstorable", errors: [{ pointer, message }] });
}
