import { boundedJson, cleanText } from "#lib/json/read-json.ts";
import type { Json } from "#lib/engine/types.ts";
import type { NetworkError, SendOutcome } from "#lib/whatsapp/graph/errors.ts";
import { REDACTED, redactSecrets } from "../../platform/redact.ts";

/** What `messages.answer` holds of the last attempt: Meta's response as it came, or how none came. */
export type SendResponse =
  | { status: number; body: Json; truncated?: true }
  /** not_reached: nothing was sent; after the other two the message may have been taken all the same. */
  | { outcome: "timeout" | "connection_lost" | "not_reached"; cause: string };

/** Meta's responses have a few hundred characters; a page of HTML from a proxy on the way has more. */
const MAX_CHARACTERS = 8_000;
const KEPT = { depth: 12, values: 500, characters: MAX_CHARACTERS };
const WHOLE = { ...KEPT, characters: 256 * 1024 };

const TIMEOUTS = new Set(["TimeoutError", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT"]);

/** A response to keep: `text` is its body with the token already hidden (`withoutToken`), `body` the same as JSON where it is any. */
export function recordResponse(status: number, text: string, body: unknown): SendResponse {
  // Hidden before it is cut, so that no half of a secret is left.
  const kept = boundedJson(redactSecrets(boundedJson(body, WHOLE)), KEPT);
  return { status, body: kept, ...(text.length > MAX_CHARACTERS ? { truncated: true as const } : {}) };
}

/** A send that brought no response. */
export function recordFailure({ code, name }: Pick<NetworkError, "code" | "name">, outcome: SendOutcome): SendResponse {
  const cause = cleanText(code ?? name ?? "unknown cause", 64);
  if (outcome.kind === "retry") return { outcome: "not_reached", cause };
  return { outcome: TIMEOUTS.has(code ?? "") || TIMEOUTS.has(name ?? "") ? "timeout" : "connection_lost", cause };
}

/** Meta's errors can quote the token that they complain about. */
export const withoutToken = (text: string, accessToken: string): string =>
  accessToken.length < 4 ? text : text.replaceAll(accessToken, REDACTED);
