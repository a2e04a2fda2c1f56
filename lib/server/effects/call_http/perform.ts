import { setTimeout as pause } from "node:timers/promises";
import { type HttpRequest, type HttpResult, LONGEST_PAUSE_SECONDS, mayRepeat } from "#lib/effects/call_http/effect.ts";
import { HOP_HEADER, MOST_HOPS } from "#lib/http/flow-hop.ts";
import { mayGoTo } from "#lib/secrets/host.ts";
import { log } from "../../platform/log.ts";
import {
  BlockedAddressError,
  ForbiddenHeaderError,
  NetworkError,
  RequestTimeoutError,
  ResponseTooLargeError,
} from "../../platform/outbound-errors.ts";
import { safeFetch } from "../../platform/safe-fetch.ts";
import type { CallOrigin } from "../call-origin.ts";
import { type Answer, readAnswer, UnreadableAnswerError } from "./answer.ts";
import { outgoing } from "./fill.ts";
import { type Mask, maskFor } from "./mask.ts";
import { type OpenSecret, openSecrets } from "./secrets.ts";

const MAX_BYTES = 1024 * 1024;
const FIRST_PAUSE_SECONDS = 0.5;

type Failure = { ok: false; code: string; error: string };
/** What came of one try, and how long the server asks to wait before another. */
type Tried = (Answer | Failure) & { retryAfter?: number | null };

class RefusedError extends Error {
  override name = "RefusedError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Makes an HTTP request of a flow, with its secrets, and again where that can help and may be done. Never throws: a failure is a result.
 * Neither the result nor the log holds a secret's value.
 */
export async function callHttp(request: HttpRequest, origin: CallOrigin | null): Promise<HttpResult> {
  const started = performance.now();
  const { retryAfter: _, tries, ...result } = await attempts(request, origin);
  const duration_ms = Math.round(performance.now() - started);
  if (!result.ok) log.info({ ...origin, code: result.code, tries, duration_ms }, "an HTTP request of a flow did not succeed");
  return { ...result, duration_ms, tries };
}

async function attempts(request: HttpRequest, origin: CallOrigin | null): Promise<Tried & { tries: number }> {
  let mask: Mask = (text) => text;
  try {
    const hop = (origin?.hops ?? 0) + 1;
    if (hop > MOST_HOPS) throw new RefusedError("too_many_hops", `More than ${MOST_HOPS} flows call each other in a row.`);
    const secrets = await open(request);
    const values = new Map([...secrets].map(([name, { value }]) => [name, value]));
    mask = maskFor(request, values);
    const wire = outgoing(request, values);
    const headers = wire.headers.filter(([name]) => !isOurs(name, request));
    headers.push([HOP_HEADER, String(hop)]);
    if (request.idempotency_header !== null) headers.push([request.idempotency_header, keyOf(origin)]);
    const make = () => once({ ...wire, headers }, request, secrets, mask);

    const most = mayRepeat(request) ? request.retries : 0;
    for (let tries = 1; ; tries++) {
      const tried = await make();
      const seconds = pauseAfter(tried, tries);
      if (tries > most || seconds === null) return { ...tried, tries };
      await pause(seconds * 1000);
    }
  } catch (error) {
    return { ...failureOf(error, mask), tries: 0 };
  }
}

const isOurs = (name: string, { idempotency_header }: HttpRequest) =>
  [idempotency_header?.toLowerCase(), HOP_HEADER].includes(name.toLowerCase());

/** The same at every try, and of no other call. */
const keyOf = (origin: CallOrigin | null): string =>
  origin === null ? `try:${crypto.randomUUID()}` : `${origin.executionId}:${origin.visit}`;

async function open({ marks }: HttpRequest): Promise<Map<string, OpenSecret>> {
  const opened = await openSecrets(marks.map(({ name }) => name));
  const missing = marks.find(({ name }) => !opened.has(name));
  if (missing === undefined) return opened;
  throw new RefusedError("secret_unknown", `There is no secret "${missing.name}": an administrator adds it under Settings > Secrets.`);
}

async function once(
  { url, headers, body }: ReturnType<typeof outgoing>,
  { method, timeout_seconds, auth, headers: authored, marks }: HttpRequest,
  secrets: ReadonlyMap<string, OpenSecret>,
  mask: Mask,
): Promise<Tried> {
  // Secrets in headers that we know to be there go to no other origin, as those of browsers; neither does what the author signs in with.
  const secretHeaders = authored.filter(({ value }) => marks.some(({ mark }) => value.includes(mark))).map(({ name }) => name);
  if (auth?.type === "header") secretHeaders.push(auth.name);
  try {
    const response = await safeFetch(url, {
      method,
      headers,
      body,
      timeoutSeconds: timeout_seconds,
      maxBytes: MAX_BYTES,
      secretHeaders,
      onHop(to) {
        for (const [name, { hosts }] of secrets) if (!mayGoTo(hosts, to)) throw notBound(name, to.host);
        return undefined;
      },
    });
    return { ...(await readAnswer(response, mask)), retryAfter: secondsOf(response.headers.get("retry-after")) };
  } catch (error) {
    return failureOf(error, mask);
  }
}

const notBound = (name: string, host: string) =>
  new RefusedError(
    "secret_not_allowed",
    `The secret "${name}" may not go to ${host}, so nothing was sent there. An administrator says where it may go under Settings > Secrets.`,
  );

const CODES: readonly [new (...args: never[]) => Error, string][] = [
  [BlockedAddressError, "blocked"],
  [ForbiddenHeaderError, "invalid_request"],
  [RequestTimeoutError, "timeout"],
  [ResponseTooLargeError, "response_too_large"],
  [NetworkError, "network"],
  [UnreadableAnswerError, "invalid_json"],
];

function failureOf(error: unknown, mask: Mask): Failure {
  const code = error instanceof RefusedError ? error.code : CODES.find(([type]) => error instanceof type)?.[1];
  if (code !== undefined) return { ok: false, code, error: mask((error as Error).message) };
  // Its words may hold what was to be sent.
  log.error({ name: error instanceof Error ? error.name : typeof error }, "an HTTP request of a flow could not be made");
  return { ok: false, code: "unexpected", error: "The request could not be made." };
}

const BUSY: readonly number[] = [429, 502, 503, 504];
const PASSING: readonly string[] = ["timeout", "network"];

/** Seconds to wait before the next try; null where another would not help, or the server wants to be left alone for longer. */
function pauseAfter(tried: Tried, tries: number): number | null {
  if (!(tried.ok ? BUSY.includes(tried.status) : PASSING.includes(tried.code))) return null;
  const own = FIRST_PAUSE_SECONDS * 2 ** (tries - 1);
  const seconds = Math.max(own, tried.retryAfter ?? 0);
  return seconds <= LONGEST_PAUSE_SECONDS ? seconds : null;
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
