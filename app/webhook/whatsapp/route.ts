import type { WebhookRefusalReason } from "#lib/api/webhook-refusals.ts";
import { parseKeepingDigits } from "#lib/json/whole-numbers.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { resource } from "#server/http/resource";
import { receive, statusOfFailure } from "#server/inbound/receive";
import { isOnlyAboutSimulated, isSignedByEmulator } from "#server/inbound/emulated";
import { isUnsignedAccepted } from "#server/inbound/unsigned";
import { log } from "#server/platform/log";
import { encodingOf, readBody } from "#server/http/read-body";
import type { Span } from "@opentelemetry/api";
import { metrics } from "#server/platform/metrics";
import { linkPost, traceWebhook } from "#server/platform/tracing";
import { noteAcceptance, noteRefusal } from "#server/inbound/outcomes";
import { hasSignature, isSameSecret, isSignedBy, isSignedOtherwiseWritten } from "#server/platform/signature";
import { isMetas } from "#server/inbound/misdirected";
import { type WebhookApp, webhookAppAt } from "#server/inbound/webhook-apps";

/** Meta sends up to 3 MB; more is not Meta. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Meta's check that this address is ours: the response is its own challenge when the verify token is this app's. */
export async function GET(request: Request): Promise<Response> {
  const { pathname, searchParams: query } = new URL(request.url);
  const app = await appAt(pathname);
  if (app === null) return nobodys(request);
  if (app instanceof Response) return app;
  const given = query.get("hub.verify_token") ?? "";
  const ok = query.get("hub.mode") === "subscribe" && app.verifyToken !== undefined && isSameSecret(given, app.verifyToken);
  if (!ok) {
    // Whoever looks in with a browser is not told of.
    if (query.has("hub.verify_token")) noteRefusal("verify_token", app.appId);
    const expected = app.id === null ? "the value of WORKFLOW_WEBHOOK_VERIFY_TOKEN" : "the one that was set for this app here";
    return text(403, `Verification failed: the verify token in Meta's form must be ${expected}.`);
  }
  noteAcceptance("verified", app.appId);
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
  const app = await appAt(new URL(request.url).pathname);
  if (app === null) return nobodys(request);
  if (app instanceof Response) return app;
  const body = await readBody(request, MAX_BYTES);
  if (body === null) {
    noteRefusal("body_too_large", app.appId);
    return text(413, "Larger than any webhook of Meta's.");
  }
  const signature = request.headers.get("x-hub-signature-256");
  const emulated = app.id === null && isSignedByEmulator(body, signature);
  if (!emulated && (app.signedWith === undefined || !isSignedBy(app.signedWith, body, signature))) {
    if (app.id !== null || app.secret !== undefined || !(await isUnsignedAccepted(request))) {
      noteRefusal(whyNotTrusted(app.secret, body, signature), app.appId);
      return text(401, app.id === null && app.secret === undefined ? NO_SECRET : NOT_SIGNED);
    }
  }

  const json = parseJson(body);
  const encoding = encodingOf(request);
  if (json === undefined && encoding !== null) {
    noteRefusal("body_packed", app.appId);
    log.error({ encoding }, "webhook not read: its body came packed; what does that between Meta and here must stop");
    return text(415, `Content-Encoding "${encoding}" is not read here, so nothing was kept; send the JSON as it is.`, {
      "accept-encoding": "identity",
    });
  }
  const parsed = parseWebhook(json, Date.now());
  if (parsed.rejected > 0) log.warn({ rejected: parsed.rejected, reasons: parsed.reasons }, "webhook items that can't be used");
  linkPost(parsed, span);
  let stored: { kept: number; foreign: number };
  try {
    if (emulated && !(await isOnlyAboutSimulated(parsed)))
      return text(401, "The emulated Meta speaks for channels without an access token, and this is about another.");
    stored = await receive(parsed, app.id);
  } catch (error) {
    metrics().webhooks.inc({ outcome: "not_stored" });
    log.error({ err: error }, "webhook not stored; Meta will send it again");
    return text(statusOfFailure(error), "Not stored. Send it again.");
  }
  if (stored.foreign > 0) {
    noteRefusal("foreign_number", app.appId);
    log.warn({ app: app.appId, ...stored }, "webhook about numbers that belong to another Meta app: that part was not taken");
    if (stored.kept === 0) return text(403, "About numbers that do not belong to this app, so nothing was kept.");
  } else if (json === undefined) noteRefusal("body_unreadable", app.appId);
  else noteAcceptance("accepted", app.appId);
  return text(200, "ok");
}

const NO_SECRET = "Webhooks must be signed here, and WORKFLOW_WHATSAPP_APP_SECRET, which they are signed with, is not set.";
const NOT_SIGNED = "The signature in X-Hub-Signature-256 is missing or does not fit the body.";

/** Null: nobody's. A response where it cannot be known now. */
async function appAt(pathname: string): Promise<WebhookApp | Response | null> {
  try {
    return await webhookAppAt(pathname);
  } catch (error) {
    log.error({ err: error }, "Meta apps can not be read; Meta will ask again");
    return text(statusOfFailure(error), "Not now. Try again.");
  }
}

/** As any address that is not there; only whoever runs this installation is told that Meta seems to have come. */
function nobodys({ headers, url }: Request): Response {
  if (isMetas(headers, new URL(url).searchParams)) noteRefusal("wrong_address");
  return text(404, "Not found.");
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
