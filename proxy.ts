import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { LOCALE_COOKIE } from "#lib/i18n/locale.ts";
import { rejectMalformedUrl, isApiPath } from "#server/http/malformed-url";
import { isMetas, refuseMisdirected } from "#server/inbound/misdirected";
import { env } from "#server/platform/env";
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
  if (pathname !== "/webhook/whatsapp" && isMetas(request.headers, request.nextUrl.searchParams)) return refuseMisdirected();
  if (isApiPath(pathname)) return NextResponse.next();
  // A server action answers for itself: it tells the page that the session has ended.
  if (
    isConsole(pathname) &&
    !request.headers.has("next-action") &&
    (await readClaims(request.cookies.get(sessionCookieName())?.value)) === null
  ) {
    return NextResponse.redirect(new URL(loginAddress(pathname + search), request.url));
  }
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, pathname + search);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({ "content-security-policy": policy, ...HEADERS })) response.headers.set(name, value);
  return response;
}

const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

const isConsole = (pathname: string): boolean => pathname === "/" || pathname === "/console" || pathname.startsWith("/console/");

function contentSecurityPolicy(nonce: string): string {
  const dev = env().NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // React Flow places nodes by style attributes; the toasts and the expression editor insert their own style sheets.
    "style-src 'self' 'unsafe-inline'",
    // Previews show the media that an author's flow names by its address.
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob: https:",
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
 * Pages only: the API and the webhook answer machines, and files have an ending. And whatever has an escape that is not
 * plain ASCII, which hardly any address has, because it may be broken. And what Meta sends to any address but the right one.
 */
export const config = {
  matcher: [
    "/((?!api/|flows/|flows$|webhook/|_next/|.*\\.[a-z0-9]+$).*)",
    "/(.*%(?![0-7][0-9a-fA-F]).*)",
    { source: "/((?!webhook/whatsapp$).*)", has: [{ type: "header", key: "x-hub-signature-256" }] },
    { source: "/((?!webhook/whatsapp$).*)", has: [{ type: "query", key: "hub.mode" }] },
  ],
};
