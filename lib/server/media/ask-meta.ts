import { Agent, request } from "undici";
import { isObject, numberOf, objectOf, textOf } from "#lib/json/read-json.ts";
import { env } from "../platform/env.ts";
import { GRAPH_TIMEOUT_MS, graphUrl, jsonOrText } from "../platform/graph-url.ts";
import type { Pieces } from "../platform/pieces.ts";
import { metaAddress } from "./meta-address.ts";

/** Which Graph API, and by which token. */
export interface MetaAccess {
  token: string;
  /** Null: that of the settings. */
  base: string | null;
  phoneNumberId: string;
}

/** Why a file did not come. `again`: it may come later; `code` is a word of lib/api/media.ts. */
export class FetchError extends Error {
  override name = "FetchError";
  readonly code: string;
  readonly again: boolean;

  constructor(code: string, again: boolean) {
    super(code);
    this.code = code;
    this.again = again;
  }
}

/** A file that goes on coming may take its time; one that stands still may not. */
const agent = new Agent({ connections: 16, connect: { timeout: 5_000 }, headersTimeout: 20_000, bodyTimeout: 30_000 });
const MAX_ANSWER_BYTES = 64 * 1024;
const USER_AGENT = "Siga";

/** What Meta says of a file, and where it is for five minutes. */
export interface FileAtMeta {
  url: URL;
  size: number | null;
  mimeType: string | null;
  sha256: string | null;
}

/** `GET /{media_id}`. @throws FetchError */
export async function locate(metaId: string, { token, base, phoneNumberId }: MetaAccess): Promise<FileAtMeta> {
  const graphBase = base ?? env().WORKFLOW_WHATSAPP_API_BASE_URL;
  const number = /^\d+$/.test(phoneNumberId) || base !== null ? `?phone_number_id=${encodeURIComponent(phoneNumberId)}` : "";
  const { status, text } = await ask(`${graphUrl(encodeURIComponent(metaId), graphBase)}${number}`, token);
  const body = objectOf(jsonOrText(text));
  if (status >= 200 && status <= 299 && !isObject(body["error"])) {
    const url = metaAddress(body["url"], graphBase);
    if (url === null) throw new FetchError("foreign_host", false);
    const size = Number(body["file_size"] ?? NaN);
    return {
      url,
      size: Number.isSafeInteger(size) && size >= 0 ? size : null,
      mimeType: textOf(body["mime_type"], 200),
      sha256: textOf(body["sha256"], 200),
    };
  }
  throw refusal(status, numberOf(objectOf(body["error"])["code"]));
}

async function ask(url: string, token: string): Promise<{ status: number; text: string }> {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}`, "user-agent": USER_AGENT },
      signal: AbortSignal.timeout(GRAPH_TIMEOUT_MS),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MAX_ANSWER_BYTES) throw new FetchError("unreachable", true);
      chunks.push(chunk);
    }
    return { status: answer.statusCode, text: Buffer.concat(chunks).toString("utf8") };
  } catch (error) {
    throw error instanceof FetchError ? error : new FetchError("unreachable", true);
  }
}

/** Graph says 100 of an id that is not there any more, and of one that the token may not see. */
function refusal(status: number, code: number | null): FetchError {
  if (status === 404 || code === 100 || code === 33) return new FetchError("gone", true);
  if (status === 401 || status === 403 || code === 190 || code === 10) return new FetchError("refused", true);
  return new FetchError(status >= 400 && status <= 499 && status !== 429 ? "refused" : "unreachable", true);
}

/** The bytes. A redirect is not followed: the token would go where it leads. @throws FetchError, also while they come */
export async function* download(url: URL, token: string, signal: AbortSignal): Pieces {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}`, "user-agent": USER_AGENT },
      signal,
    });
    const { statusCode: status } = answer;
    if (status !== 200) {
      await answer.body.dump();
      if (status >= 300 && status <= 399) throw new FetchError("redirected", false);
      // Its five minutes are over: asked for again.
      throw new FetchError(status === 404 || status === 410 ? "gone" : "unreachable", true);
    }
    yield* answer.body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error instanceof FetchError ? error : new FetchError("unreachable", true);
  }
}
