import { Agent, fetch, type Response as Answer } from "undici";
import { BlockedAddressError, NetworkError, OutboundError, RequestTimeoutError, ResponseTooLargeError } from "./outbound-errors.ts";
import { type HopRequest, outboundHeaders, outboundUrl, redirected } from "./outbound-request.ts";
import { safeConnect } from "./safe-connect.ts";

export { BlockedAddressError };

export interface SafeFetchInit extends Pick<RequestInit, "method" | "headers" | "body" | "redirect" | "signal"> {
  /** For the whole call, redirects and the response's body included: above 0, at most 60; 10 if not given. */
  timeoutSeconds?: number;
  /** How much of a response's body is taken, unpacked; 1 MB if not given. */
  maxBytes?: number;
  /** Headers of this call that a redirect to another origin does not get, besides Authorization and Cookie. */
  secretHeaders?: readonly string[];
  /**
   * Called before each request of the call: the first, and each that follows a redirect. What it throws ends the call; headers
   * that it returns go with this one request only.
   */
  onHop?: (url: URL) => HeadersInit | undefined | Promise<HeadersInit | undefined>;
}

const MAX_REDIRECTS = 3;
const DEFAULT_TIMEOUT_SECONDS = 10;
const MAX_TIMEOUT_SECONDS = 60;
const DEFAULT_MAX_BYTES = 1024 * 1024;

/** Its own, so that neither a proxy of the environment nor somebody's global dispatcher stands between check and connection. */
const agent = new Agent({ connect: safeConnect });

/**
 * fetch() for an address that somebody else chose: a flow's author, a contact, another system. It reaches the public internet
 * at ports 80 and 443 and what WORKFLOW_OUTBOUND_ALLOW names, follows at most three redirects, and its response is bounded in
 * size and time: reading the body throws the same errors as the call.
 * @throws BlockedAddressError, ForbiddenHeaderError, RequestTimeoutError, ResponseTooLargeError or NetworkError (all of them
 * OutboundErrors); the reason of `signal` once that is aborted; what `onHop` throws; RangeError or TypeError for a wrong `init`.
 */
export async function safeFetch(address: string | URL, init: SafeFetchInit = {}): Promise<Response> {
  const seconds = init.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS))
    throw new RangeError(`timeoutSeconds must be above 0 and at most ${MAX_TIMEOUT_SECONDS}`);
  let request = await firstRequest(address, init);
  const ended = new AbortController();
  const signal = init.signal == null ? ended.signal : AbortSignal.any([ended.signal, init.signal]);
  const timer = setTimeout(() => {
    ended.abort(new RequestTimeoutError(`${request.url.host} did not finish its answer within ${seconds} seconds.`));
  }, seconds * 1000).unref();
  try {
    for (let hop = 0; ; hop++) {
      const answer = await requestHop(request, init, signal);
      const next =
        init.redirect === "manual" ? null : redirected(request, answer.status, answer.headers.get("location"), init.secretHeaders ?? []);
      if (next === null)
        return bounded(answer, { host: request.url.host, maxBytes: init.maxBytes ?? DEFAULT_MAX_BYTES, ended, signal, timer });
      if (init.redirect === "error") throw new NetworkError(`${request.url.host} redirects, and this call follows no redirects.`);
      if (hop === MAX_REDIRECTS) throw new NetworkError(`${request.url.host} redirects once more after ${MAX_REDIRECTS} redirects.`);
      await answer.body?.cancel();
      request = next;
    }
  } catch (error) {
    clearTimeout(timer);
    ended.abort(error);
    throw error;
  }
}

async function firstRequest(address: string | URL, init: SafeFetchInit): Promise<HopRequest> {
  const url = outboundUrl(address);
  const headers = outboundHeaders(init.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", "Siga");
  const method = (init.method ?? "GET").toUpperCase();
  if (init.body == null) return { url, method, headers, body: null };
  // Read whole, so that a redirect can repeat it; and a form's type has its boundary.
  const given = new Response(init.body);
  const type = given.headers.get("content-type");
  if (type !== null && !headers.has("content-type")) headers.set("content-type", type);
  return { url, method, headers, body: await given.arrayBuffer() };
}

async function requestHop({ url, method, headers, body }: HopRequest, init: SafeFetchInit, signal: AbortSignal): Promise<Answer> {
  const all = new Headers(headers);
  for (const [name, value] of outboundHeaders(await init.onHop?.(new URL(url)))) all.set(name, value);
  try {
    return await fetch(url, { method, headers: [...all], body, redirect: "manual", signal, dispatcher: agent });
  } catch (error) {
    // undici wraps what happened to the request into its "fetch failed"; what is thrown bare is about the arguments.
    const { cause } = error as Error;
    if (cause instanceof Error && cause.message === "bad port")
      throw new BlockedAddressError(url.host, `port ${url.port} belongs to another protocol, so no HTTP client calls it`);
    throw signal.aborted || cause === undefined ? error : understood(cause, url.host);
  }
}

interface Bounds {
  host: string;
  maxBytes: number;
  /** Ends the connection when aborted. */
  ended: AbortController;
  signal: AbortSignal;
  timer: NodeJS.Timeout;
}

/** What came back as a Response of this runtime, whose body ends in time or with an error, and by its limit. */
function bounded(answer: Answer, { host, maxBytes, ended, signal, timer }: Bounds): Response {
  const { status, statusText } = answer;
  if (status < 200 || status > 599) throw new NetworkError(`${host} answered with the status ${status}, which HTTP does not have.`);
  const head = { status, statusText, headers: [...answer.headers] };
  const reader = answer.body?.getReader();
  if (reader === undefined) {
    clearTimeout(timer);
    return new Response(null, head);
  }
  let size = 0;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw signal.aborted ? signal.reason : understood(error, host);
    });
    size += value?.byteLength ?? 0;
    if (size > maxBytes) {
      ended.abort(new ResponseTooLargeError(`The answer of ${host} has more than ${maxBytes} bytes.`));
      throw ended.signal.reason;
    }
    if (!done) return controller.enqueue(value);
    clearTimeout(timer);
    controller.close();
  };
  const cancel = (reason: unknown) => {
    clearTimeout(timer);
    return reader.cancel(reason);
  };
  return new Response(new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 }), head);
}

/** What happened to a request or a response, by the code that the network's errors have. */
function understood(error: unknown, host: string): Error {
  if (error instanceof OutboundError) return error;
  const { code, name, cause } = error as Error & { code?: unknown };
  if (typeof code !== "string" && cause instanceof Error) return understood(cause, host);
  return new NetworkError(`${host} could not be reached, or broke off: ${typeof code === "string" ? code : name}.`);
}
