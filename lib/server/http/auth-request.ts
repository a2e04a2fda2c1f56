import { NextRequest } from "next/server";
import { ownPath } from "../auth/safe-path.ts";
import { isSecure } from "../auth/session-cookie.ts";
import { ApiError, badRequest, notFound } from "../platform/api-error.ts";
import { flawOf } from "./json-body.ts";
import { encodingOf, mediaTypeOf, readBody } from "./read-body.ts";

/** Two tokens and an address; a provider responds by query, not by body. */
const MAX_BYTES = 16 * 1024;
/** next-auth's own addresses by method; `signin` and `callback` are of a provider. The others it has write into our log, or are pages. */
const ACTIONS = {
  GET: ["providers", "session", "csrf", "signin", "signout", "callback", "error"],
  POST: ["signin", "signout", "callback", "session"],
} as const;
/** What next-auth and providers call an error; it goes into an address. */
const ERROR_WORD = /^[\w.-]{1,60}$/;

interface AuthAddress {
  /** What stands behind /api/auth/. */
  path: readonly string[];
  /** The ids of the providers there are. */
  providers: readonly string[];
}

/**
 * A request to /api/auth as next-auth may have it: a body of bounded size and of texts only, and nowhere an address to return to that
 * is not a path of this site. It believes whatever it gets, and fails at much of it.
 * @throws ApiError 404 (nothing of ours there), 405, 413, 415, 400 (not parsable, or not texts)
 */
export async function readAuthRequest(request: NextRequest, { path, providers }: AuthAddress): Promise<NextRequest> {
  checkAddress(request.method, path, providers);
  checkCookie(request);
  const url = new URL(request.url);
  clean(url.searchParams);
  const { method, headers } = request;
  if (method !== "POST") return new NextRequest(url, { method, headers });
  const fields = new URLSearchParams(await readFields(request));
  clean(fields);
  const form = new Headers(headers);
  form.set("content-type", "application/x-www-form-urlencoded");
  form.delete("content-length");
  return new NextRequest(url, { method, headers: form, body: fields.toString() });
}

function checkAddress(method: string, [action = "", provider, ...rest]: readonly string[], providers: readonly string[]): void {
  const known: readonly string[] = [...ACTIONS.GET, ...ACTIONS.POST];
  const isKnown = provider === undefined ? known.includes(action) : ["signin", "callback"].includes(action) && providers.includes(provider);
  if (!isKnown || rest.length > 0 || (action === "callback" && provider === undefined))
    throw notFound("Nothing is at this address: it belongs to no way of signing in that this installation has.");
  const allowed: readonly string[] = method === "POST" ? ACTIONS.POST : ACTIONS.GET;
  // The form's callback takes a password, which never stands in an address.
  if (!allowed.includes(action) || (method !== "POST" && action === "callback" && provider === "credentials"))
    throw new ApiError(405, `${action} is not asked for by ${method}.`, { code: "method-not-allowed" });
}

/** next-auth's own cookie; one with somebody else's address in it is removed, or every further try would fail at it. */
function checkCookie(request: NextRequest): void {
  const name = `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`;
  const value = request.cookies.get(name)?.value ?? "";
  if (value === "" || value.startsWith("/") || (/^https?:\/\//i.test(value) && URL.canParse(value))) return;
  const gone = `${name}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly${isSecure() ? "; Secure" : ""}`;
  throw badRequest("A cookie of signing in was unreadable and is taken away; try again.", { headers: { "set-cookie": gone } });
}

async function readFields(request: NextRequest): Promise<Record<string, string>> {
  const encoding = encodingOf(request);
  const type = mediaTypeOf(request);
  if (encoding !== null || (type !== "application/json" && type !== "application/x-www-form-urlencoded"))
    throw new ApiError(415, "Send a form or JSON, as it is.", { code: "unsupported-media-type" });
  const bytes = await readBody(request, MAX_BYTES);
  if (bytes === null) throw new ApiError(413, `The body is larger than ${MAX_BYTES} bytes (16 KB).`, { code: "too-large" });
  const text = bytes.toString("utf8");
  const fields = type === "application/json" ? parseJson(text) : Object.fromEntries(new URLSearchParams(text));
  if (Object.keys(fields).length === 0) throw badRequest("The body is empty.", { code: "invalid-input" });
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== "string") throw badRequest(`${name.slice(0, 60)} must be a text.`, { code: "invalid-input" });
    const flaw = flawOf(value);
    if (flaw !== null) throw badRequest(`${name.slice(0, 60)} holds ${flaw}.`, { code: "unstorable" });
  }
  return fields as Record<string, string>;
}

function parseJson(text: string): object {
  const invalid = badRequest("The body is no JSON object.", { code: "invalid-json" });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw invalid;
  }
  throw invalid;
}

/** next-auth fails at an address to return to that it can't read, and repeats words of an error as they came. */
function clean(fields: URLSearchParams): void {
  const callback = fields.get("callbackUrl");
  if (callback !== null) fields.set("callbackUrl", ownPath(callback));
  if (!ERROR_WORD.test(fields.get("error") ?? "none")) fields.set("error", "Callback");
}
