import { type Attributes, context, type Span, type SpanContext, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { processWide } from "./process-wide.ts";

/**
 * OpenTelemetry traces of a message's way, by the API alone: whoever wants them brings an SDK (OPERATIONS.md says how), and without one
 * nothing is made. Rows carry nothing of it: the web's job brings the trace to the worker, which remembers it a while by contact, in
 * its own memory. No attribute holds anything of a contact; a message is named by our own id.
 */
const tracer = () => trace.getTracer("siga");

/** A trace as a job carries it: the W3C's traceparent. */
export type TraceParent = string;

/** Longer than a call of a language model takes; what a contact's timer wakes hours later is a story of its own. */
const REMEMBERED_MS = 120_000;
const MOST_REMEMBERED = 10_000;

interface Remembered {
  parent: SpanContext;
  at: number;
}

const ofContacts = () => processWide("traces", () => new Map<number, Remembered>());
const ofPosts = new WeakMap<object, TraceParent>();

function remember(contactId: number, parent: SpanContext): void {
  const all = ofContacts();
  all.delete(contactId);
  all.set(contactId, { parent, at: performance.now() });
  const [oldest] = all.size > MOST_REMEMBERED ? all.keys() : [];
  if (oldest !== undefined) all.delete(oldest);
}

function parentOf(contactId: number): SpanContext | undefined {
  const all = ofContacts();
  if (all.size === 0) return undefined;
  const found = all.get(contactId);
  return found !== undefined && performance.now() - found.at < REMEMBERED_MS ? found.parent : undefined;
}

const under = (parent: SpanContext | undefined) =>
  parent === undefined ? context.active() : trace.setSpanContext(context.active(), parent);

/** Takes a POST of Meta's as the beginning of a trace. */
export async function traceWebhook(take: (span: Span) => Promise<Response>): Promise<Response> {
  const span = tracer().startSpan("siga.webhook", { kind: SpanKind.SERVER });
  if (!span.isRecording()) return take(span);
  try {
    const response = await context.with(trace.setSpan(context.active(), span), () => take(span));
    span.setAttribute("http.response.status_code", response.status);
    if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    return response;
  } finally {
    span.end();
  }
}

/** What this span is about, for whoever stores it. */
export function linkPost(parsed: object, span: Span): void {
  if (!span.isRecording()) return;
  const { traceId, spanId, traceFlags } = span.spanContext();
  ofPosts.set(parsed, `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`);
}

/** Of the contacts that these POSTs wake, the traces that they began; undefined where nobody traces. */
export function tracesOf<Post extends { messages: { wamid: string }[] }>(
  posts: readonly Post[],
  rows: readonly { wamid: string; contact_id: number }[],
): Record<string, TraceParent> | undefined {
  const traced = posts.filter((post) => ofPosts.has(post));
  if (traced.length === 0) return undefined;
  const byWamid = new Map(traced.flatMap((post) => post.messages.map(({ wamid }) => [wamid, ofPosts.get(post) ?? ""])));
  return Object.fromEntries(rows.flatMap(({ wamid, contact_id }) => (byWamid.has(wamid) ? [[contact_id, byWamid.get(wamid) ?? ""]] : [])));
}

/** Goes on with what the web began. */
export function continueTraces(traces: Record<string, TraceParent> | undefined): void {
  for (const [contactId, parent] of Object.entries(traces ?? {})) {
    const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent) ?? [];
    if (traceId === undefined || spanId === undefined) continue;
    remember(Number(contactId), { traceId, spanId, traceFlags: Number.parseInt(flags ?? "0", 16) & TraceFlags.SAMPLED, isRemote: true });
  }
}

/** A batch was moved on that began `milliseconds` ago: a span for each contact of it that is traced. */
export function traceAdvance(contactIds: readonly number[], milliseconds: number): void {
  if (ofContacts().size === 0) return;
  for (const contactId of contactIds) {
    const parent = parentOf(contactId);
    if (parent === undefined) continue;
    const attributes = { "siga.batch.contacts": contactIds.length };
    const span = tracer().startSpan("siga.advance", { startTime: Date.now() - milliseconds, attributes }, under(parent));
    span.end();
    remember(contactId, span.spanContext());
  }
}

/** Calls the Graph API for this message as part of its contact's trace; `describe` says what came of it. */
export async function traceSend<Result>(
  { id, contact_id }: { id: number; contact_id: number },
  send: () => Promise<Result>,
  describe: (result: Result) => Attributes & { "siga.outcome": string },
): Promise<Result> {
  const span = tracer().startSpan("siga.send", { kind: SpanKind.CLIENT }, under(parentOf(contact_id)));
  if (!span.isRecording()) return send();
  const result = await context.with(trace.setSpan(context.active(), span), send);
  const attributes = describe(result);
  span.setAttributes({ "siga.message_id": id, ...attributes });
  if (attributes["siga.outcome"] !== "sent") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  return result;
}
