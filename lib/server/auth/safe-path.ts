/** The proxy tells pages their own path and query in this request header. */
export const PATH_HEADER = "x-siga-path";

/** A path of this site, or "/": nothing that a link to the login page carries may lead to another site. */
export function safePath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/") || /^\/[/\\]|[\\\s]/.test(wanted) || wanted.length > 1_000) return "/";
  const base = "http://siga.invalid";
  if (!URL.canParse(wanted, base)) return "/";
  const { origin, pathname, search } = new URL(wanted, base);
  if (origin !== base || pathname.startsWith("//") || /^\/(login|api)(\/|$)/.test(pathname)) return "/";
  return pathname + search;
}

export function loginAddress(from: string): string {
  const path = safePath(from);
  return path === "/" ? "/login" : `/login?callbackUrl=${encodeURIComponent(path)}`;
}

/** A path of this site, also out of a whole address, which next-auth hands to pages; "/" for all else. */
export function ownPath(address: string): string {
  if (!/^https?:\/\//i.test(address)) return safePath(address);
  if (!URL.canParse(address)) return "/";
  const { pathname, search } = new URL(address);
  return safePath(pathname + search);
}
