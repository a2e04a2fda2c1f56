import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { translator } from "#lib/i18n/catalogue.ts";
import { chooseLocale, LOCALE_COOKIE } from "#lib/i18n/locale.ts";
import { forbidden, problemResponse } from "#server/platform/api-error";
import { rejectMalformedUrl, isApiPath } from "#server/http/malformed-url";
import { isMetas, refuseMisdirected } from "#server/inbound/misdirected";
import { env } from "#server/platform/env";
import { log } from "#server/platform/log";
import { isOwnOrigin, isServerAction, otherName, settleOrigin } from "#server/auth/own-origin";
import { loginAddress, PATH_HEADER } from "#server/auth/safe-path";
import { readClaims, sessionCookieName } from "#server/auth/session-cookie";

/**
 * Before every page: a policy that lets no foreign script run, and the way to the login page for visitors without a session.
 * The latter is a courtesy only: each page, action and handler checks by itself who is there and what they may do.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const bad = rejectMalformedUrl(pathname, request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get("accept-language"));
  if (bad !== null) return bad;
  if (!isWebhook(pathname) && isMetas(request.headers, request.nextUrl.searchParams)) return refuseMisdirected();
  if (isApiPath(pathname)) return NextResponse.next();
  const isAction = isServerAction(request);
  if (isAction && !isOwnOrigin(request.headers)) return refuseAction(request);
  // A server action answers for itself: it tells the page that the session has ended.
  if (
    isConsole(pathname) &&
    !request.headers.has("next-action") &&
    (await readClaims(request.cookies.get(sessionCookieName())?.value)) === null
  ) {
    return NextResponse.redirect(new URL(loginAddress(pathname + search), request.url));
  }
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), isBuilder(pathname));
  const headers = new Headers(request.headers);
  if (isAction) settleOrigin(headers);
  headers.set(PATH_HEADER, pathname + search);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  // The headers that need no nonce are in next.config.mjs, for every path.
  response.headers.set("content-security-policy", policy);
  return response;
}

/** As a text where it can be mended: Next hands texts on to the page, which shows it (`serverWords`). */
function refuseAction({ headers, cookies }: NextRequest): Response {
  const names = otherName(headers);
  if (names === null) return problemResponse(forbidden("This call came from another site's page."));
  tellOtherName(names);
  const text = translator(chooseLocale(cookies.get(LOCALE_COOKIE)?.value, headers.get("accept-language")))("common.otherName", names);
  return new Response(text, { status: 403, headers: { "content-type": "text/plain", "cache-control": "no-store" } });
}

let toldAt = -Infinity;

function tellOtherName(names: { origin: string; host: string }): void {
  if (Date.now() - toldAt < 60_000) return;
  toldAt = Date.now();
  log.warn(
    names,
    "the console's actions are refused: the browser's address (Origin) is neither NEXTAUTH_URL nor the Host that the proxy sends; set NEXTAUTH_URL to the public address, or let the proxy pass the Host header on",
  );
}

const isWebhook = (pathname: string): boolean => /^\/webhook\/whatsapp(?:\/\d{1,32})?$/.test(pathname);

const isConsole = (pathname: string): boolean => pathname === "/" || pathname === "/console" || pathname.startsWith("/console/");

const isBuilder = (pathname: string): boolean => /^\/console\/flows\/\d+$/.test(pathname);

function contentSecurityPolicy(nonce: string, previewsMedia: boolean): string {
  const dev = env().NODE_ENV === "development";
  const media = previewsMedia ? " https:" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // React Flow places nodes by style attributes; the toasts and the expression editor insert their own style sheets.
    "style-src 'self' 'unsafe-inline'",
    // Previews show the media that an author's flow names by its address.
    `img-src 'self' data: blob:${media}`,
    `media-src 'self' blob:${media}`,
    "font-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * All but the API, files and the webhook, which answer machines, and our own files: what ends like a file may be a page. And whatever has an
 * escape that is not plain ASCII, which hardly any address has, because it may be broken. And what Meta sends to any address but the
 * right one.
 */
export const config = {
  matcher: [
    "/((?!api/|media/|flows/|flows$|webhook/|_next/static/|icon\\.svg$).*)",
    "/(.*%(?![0-7][0-9a-fA-F]).*)",
    { source: "/((?!webhook/whatsapp(?:/\\d{1,32})?$).*)", has: [{ type: "header", key: "x-hub-signature-256" }] },
    { source: "/((?!webhook/whatsapp(?:/\\d{1,32})?$).*)", has: [{ type: "query", key: "hub.mode" }] },
  ],
};
