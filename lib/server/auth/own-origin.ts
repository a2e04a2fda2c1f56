import { env } from "../platform/env.ts";

/**
 * Whether a page of our own made this call; a browser sends cookies whoever did. Browsers say it themselves (no script can set that
 * header); those that do not, or over plain http, send the page's origin, which is ours when it is NEXTAUTH_URL's or the address that
 * was called. What a proxy says of that address anybody may say, so it counts only where NEXTAUTH_URL is not known.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { NEXTAUTH_URL } = env();
  if (NEXTAUTH_URL !== undefined && new URL(NEXTAUTH_URL).origin === origin) return true;
  const forwarded = NEXTAUTH_URL === undefined ? headers.get("x-forwarded-host") : null;
  return new URL(origin).host === (forwarded ?? headers.get("host"));
}

/**
 * A call that would be our own page's if the address it was made to were the one it came to: a proxy calls us by another name, and what
 * the public one is we do not know. Null for calls that a browser itself says are another site's.
 */
export function otherName(headers: Headers): { origin: string; host: string } | null {
  const [origin, host] = [headers.get("origin"), headers.get("host")];
  return headers.has("sec-fetch-site") || origin === null || !URL.canParse(origin) ? null : { origin, host: host ?? "" };
}

/** What may run a server action: Next's own header, or a form, which needs no script and so no leave to come from elsewhere. */
export const isServerAction = ({ method, headers }: { method: string; headers: Headers }): boolean =>
  method === "POST" &&
  (headers.has("next-action") || /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(headers.get("content-type") ?? ""));

/**
 * Headers by which Next agrees that a call is from our own page, once `isOwnOrigin` has found so. It compares the origin with the
 * address that was called, which is another one behind a proxy that calls us by our inner name, and fails with a bare 500.
 */
export function settleOrigin(headers: Headers): void {
  const origin = headers.get("origin") ?? "";
  if (URL.canParse(origin)) headers.set("x-forwarded-host", new URL(origin).host);
  else headers.delete("origin");
}
