import type { WebhookRefusalReason } from "#lib/api/webhook-refusals.ts";
import { parseKeepingDigits } from "#lib/json/whole-numbers.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { resource } from "#server/http/resource";
import { env } from "#server/platform/env";
import { receive, statusOfFailure } from "#server/inbound/receive";
import { isUnsignedAccepted } from "#server/inbound/unsigned";
import { log } from "#server/platform/log";
import { encodingOf, readBody } from "#server/http/read-body";
import type { Span } from "@opentelemetry/api";
import { metrics } from "#server/platform/metrics";
import { linkPost, traceWebhook } from "#server/platform/tracing";
import { noteAcceptance, noteRefusal } from "#server/inbound/outcomes";
import { hasSignature, isSameSecret, isSignedBy, isSignedOtherwiseWritten, webhookSecret } from "#server/platform/signature";

/** Meta sends up to 3 MB; more is not Meta. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Meta's check that this address is ours: the response is its own challenge when the verify token is right. */
export function GET(request: Request): Response {
  const query = new URL(request.url).searchParams;
  const expected = env().WORKFLOW_WEBHOOK_VERIFY_TOKEN;
  const given = query.get("hub.verify_token") ?? "";
  const ok = query.get("hub.mode") === "subscribe" && expected !== undefined && isSameSecret(given, expected);
  if (!ok) {
    // Whoever looks in with a browser is not told of.
    if (query.has("hub.verify_token")) noteRefusal("verify_token");
    return text(403, "Verification failed: the verify token in Meta's form must be the value of WORKFLOW_WEBHOOK_VERIFY_TOKEN.");
  }
  noteAcceptance("verified");
  return text(200, query.get("hub.challenge") ?? "");
}

/**
 * 200 means: everything usable in this POST is committed. Anything signed gets a 200, also what is not understood,
 * because Meta repeats what it was refused for up to seven days. 500 and 503 ask for exactly that, and so does 415: Meta packs
 * nothing, so a body that came packed was readable before something on the way did that, and will be when that is mended.
 */
export async function POST(request: Request): Promise<Response> {
  const since = performance.now();
  const response = await traceWebhook((span) => take(request, span));
  metrics().webhookSeconds.observe({ status: response.status }, (performance.now() - since) / 1000);
  return response;
}

async function take(request: Request, span: Span): Promise<Response> {
  const body = await readBody(request, MAX_BYTES);
  if (body === null) {
    noteRefusal("body_too_large");
    return text(413, "Larger than any webhook of Meta's.");
  }
  const signature = request.headers.get("x-hub-signature-256");
  if (!isSignedBy(webhookSecret(), body, signature)) {
    const { WORKFLOW_WHATSAPP_APP_SECRET: secret } = env();
    if (secret !== undefined || !(await isUnsignedAccepted(request))) {
      noteRefusal(whyNotTrusted(secret, body, signature));
      return text(
        401,
        secret === undefined
          ? "Webhooks must be signed here, and WORKFLOW_WHATSAPP_APP_SECRET, which they are signed with, is not set."
          : "The signature in X-Hub-Signature-256 is missing or does not fit the body.",
      );
    }
  }

  const json = parseJson(body);
  const encoding = encodingOf(request);
  if (json === undefined && encoding !== null) {
    noteRefusal("body_packed");
    log.error({ encoding }, "webhook not read: its body came packed; what does that between Meta and here must stop");
    return text(415, `Content-Encoding "${encoding}" is not read here, so nothing was kept; send the JSON as it is.`, {
      "accept-encoding": "identity",
    });
  }
  const parsed = parseWebhook(json, Date.now());
  if (parsed.rejected > 0) log.warn({ rejected: parsed.rejected, reasons: parsed.reasons }, "webhook items that can't be used");
  linkPost(parsed, span);
  try {
    await receive(parsed);
  } catch (error) {
    metrics().webhooks.inc({ outcome: "not_stored" });
    log.error({ err: error }, "webhook not stored; Meta will send it again");
    return text(statusOfFailure(error), "Not stored. Send it again.");
  }
  if (json === undefined) noteRefusal("body_unreadable");
  else noteAcceptance();
  return text(200, "ok");
}

function whyNotTrusted(secret: string | undefined, body: Buffer, signature: string | null): WebhookRefusalReason {
  if (secret === undefined) return "app_secret_missing";
  if (!hasSignature(signature)) return "signature_missing";
  return isSignedOtherwiseWritten(secret, body, signature) ? "body_rewritten" : "signature_mismatch";
}

export const { PUT, PATCH, DELETE, OPTIONS } = resource({ GET: async (request) => GET(request), POST });

function parseJson(body: Buffer): unknown {
  try {
    // A byte order mark is no JSON, but harmless.
    return parseKeepingDigits(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function text(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", ...headers },
  });
}
