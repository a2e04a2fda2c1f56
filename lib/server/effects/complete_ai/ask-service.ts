import OpenAI, { APIConnectionError } from "openai";
import { type Answer, type RawAnswer, readAnswer } from "#lib/effects/complete_ai/read-answer.ts";
import type { Context } from "#lib/engine/types.ts";

/** What the service answered and when it wants to be asked again; `lost`: no answer came. */
export type Asked = { kind: "lost"; cause: string } | (Answer & { retryAfterSeconds: number | null });

/** Far more than an answer has. */
const MAX_BODY = 8 * 1024 * 1024;

interface Service {
  base: string;
  /** Null: a server that asks for none. */
  key: string | null;
}

/**
 * One request of a chat completion, one answer: read by us, because a service that calls itself compatible may answer anything. The client
 * makes no second try by itself, so that nothing is paid for twice unknowingly. @throws when `signal` ends it
 */
export async function askService({ base, key }: Service, body: Context, signal: AbortSignal): Promise<Asked> {
  let raw: RawAnswer = { status: 0, type: "", body: "" };
  let retryAfterSeconds: number | null = null;
  const client = new OpenAI({
    baseURL: base,
    // A key of its own, or none: never one that lies in the environment under the client's own name.
    apiKey: key ?? "none",
    organization: null,
    project: null,
    ...(key === null ? { defaultHeaders: { authorization: null } } : {}),
    maxRetries: 0,
    // `signal` has the time limit.
    timeout: 2 ** 31 - 1,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const wait = Number(response.headers.get("retry-after"));
      retryAfterSeconds = response.headers.has("retry-after") && Number.isFinite(wait) ? Math.max(0, wait) : null;
      raw = { status: response.status, type: response.headers.get("content-type") ?? "", ...(await readBody(response)) };
      return new Response("{}", { status: 200, headers: { "content-type": "application/json" } });
    },
  });
  try {
    await client.post("/chat/completions", { body, signal });
  } catch (error) {
    if (signal.aborted || !(error instanceof APIConnectionError)) throw error;
    return { kind: "lost", cause: causeOf(error) };
  }
  return { ...readAnswer(raw), retryAfterSeconds };
}

async function readBody(response: Response): Promise<Pick<RawAnswer, "body" | "truncated">> {
  const decoder = new TextDecoder();
  let body = "";
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    body += decoder.decode(chunk, { stream: true });
    if (body.length > MAX_BODY) return { body: "", truncated: true };
  }
  return { body };
}

/** The network's own code: of what the client wraps, the innermost. */
function causeOf(error: unknown): string {
  let cause: unknown = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? code : "no connection";
}
