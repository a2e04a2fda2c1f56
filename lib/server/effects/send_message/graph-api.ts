import { Agent, type Dispatcher, errors, request } from "undici";
import type { Context } from "#lib/engine/types.ts";
import { classifyGraphResponse, classifyNetworkError, type SendOutcome } from "#lib/whatsapp/graph/errors.ts";
import { GRAPH_TIMEOUT_MS, graphUrl, jsonOrText } from "../../platform/graph-url.ts";
import { type SendResponse, recordResponse, recordFailure, withoutToken } from "./response.ts";

/** Meta's responses are a few hundred bytes. */
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * Nothing is written later than its call may last. A process that slept while a call waited for a connection learns of the
 * connection before its own time limits, and would send what another worker has sent again meanwhile.
 */
const abortLateConnect: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const latest = performance.now() + GRAPH_TIMEOUT_MS;
  const start = handler.onRequestStart?.bind(handler);
  // The last moment before the request is written.
  handler.onRequestStart = (controller, context) => {
    if (performance.now() > latest) throw new errors.ConnectTimeoutError("no connection in time");
    start?.(controller, context);
    const { opaque: attempt } = options as { opaque?: Attempt };
    if (attempt !== undefined && !controller.aborted) attempt.written = true;
  };
  return dispatch(options, handler);
};

/** What is known of a call that brought no response. */
interface Attempt {
  /** From the moment when a byte of the request may have left. */
  written: boolean;
}

/** Connections are kept: a TLS handshake for each message would cost more than the message. */
const agent = new Agent({
  connections: 256,
  connect: { timeout: 3_000 },
  headersTimeout: GRAPH_TIMEOUT_MS,
  bodyTimeout: GRAPH_TIMEOUT_MS,
  maxResponseSize: MAX_ANSWER_BYTES,
}).compose(abortLateConnect);

/** What a call means for its message, and what is kept of the response itself; null when there was no call. */
export interface SendResult {
  outcome: SendOutcome;
  answer: SendResponse | null;
}

/**
 * POST /{phone_number_id}/messages, to the Graph API of the settings unless another base is given. Never throws: whatever happens is an
 * outcome.
 */
export async function postMessage(phoneNumberId: string, accessToken: string, body: Context, base?: string): Promise<SendResult> {
  const attempt: Attempt = { written: false };
  try {
    const answer = await request(graphUrl(`${encodeURIComponent(phoneNumberId)}/messages`, base), {
      method: "POST",
      dispatcher: agent,
      opaque: attempt,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(GRAPH_TIMEOUT_MS),
    });
    const retryAfter = Number(answer.headers["retry-after"]);
    const status = answer.statusCode;
    const text = withoutToken(await answer.body.text(), accessToken);
    const parsed = jsonOrText(text);
    return {
      outcome: classifyGraphResponse({ status, body: parsed, retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null }),
      answer: recordResponse(status, text, parsed),
    };
  } catch (error) {
    const { code, name } = error as { code?: unknown; name?: string };
    // A DOMException's code is a number that says less than its name.
    const cause = { ...(typeof code === "string" ? { code } : {}), ...(name === undefined ? {} : { name }) };
    const outcome = classifyNetworkError({ ...cause, phase: attempt.written ? "after_write" : "before_write" });
    return { outcome, answer: recordFailure(cause, outcome) };
  }
}
