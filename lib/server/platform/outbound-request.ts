import { headerNameProblem } from "#lib/http/header-name.ts";
import { BlockedAddressError, ForbiddenHeaderError, NetworkError } from "./outbound-errors.ts";

/** One request of a call: the first one, or the one that follows a redirect. */
export interface HopRequest {
  url: URL;
  /** In capitals. */
  method: string;
  headers: Headers;
  body: ArrayBuffer | null;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** They say something about a body, and go with it. */
const BODY_HEADERS = ["content-type", "content-encoding", "content-language", "content-location"];
/** What a browser also sends to nobody but the origin it was meant for. */
const ORIGIN_HEADERS = ["authorization", "cookie"];

const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The address of a call, as it will be asked for: without a fragment, its host without a trailing dot.
 * @throws BlockedAddressError if it is no http(s) address, or holds a user name or password.
 */
export function outboundUrl(address: string | URL, base?: URL): URL {
  const url = URL.parse(String(address), base?.href);
  if (url === null) throw new BlockedAddressError("this address", "it can't be read", "It must look like https://api.example.com/path.");
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new BlockedAddressError(url.host || "this address", `it begins with ${url.protocol}, and only http: and https: may be called`);
  if (url.username !== "" || url.password !== "")
    throw new BlockedAddressError(url.host, "its address holds a user name or password", "Send them as an Authorization header.");
  url.hash = "";
  url.hostname = url.hostname.replace(/\.$/, "");
  return url;
}

/**
 * The headers of a call.
 * @throws ForbiddenHeaderError for a name that the caller may not set, or a value that would not stay on its line.
 */
export function outboundHeaders(given: HeadersInit | undefined): Headers {
  // Read before Headers gets them, which cuts line breaks off the ends of a value without a word.
  const pairs = given === undefined ? [] : Symbol.iterator in given ? [...given] : Object.entries(given);
  const headers = new Headers();
  for (const [name = "", value = ""] of pairs) {
    const wrong = headerNameProblem(name);
    if (wrong === "malformed") throw new ForbiddenHeaderError("A header's name is empty or has characters that no header may have.");
    if (wrong === "forbidden") throw new ForbiddenHeaderError(`The header ${name} can't be set: it is the connection's own.`);
    if (!HEADER_VALUE.test(value))
      throw new ForbiddenHeaderError(`The value of the header ${name} has a line break or another character that no header may have.`);
    headers.append(name, value);
  }
  return headers;
}

/**
 * The request that a response redirects to; null if it redirects to nowhere. As browsers do: 303 asks with GET, 301 and 302
 * make a POST a GET; on another origin credentials and `secretHeaders` are left out.
 * @throws BlockedAddressError as outboundUrl() does.
 */
export function redirected(
  request: HopRequest,
  status: number,
  location: string | null,
  secretHeaders: readonly string[],
): HopRequest | null {
  if (!REDIRECTS.includes(status) || location === null) return null;
  // Headers come as Latin-1; addresses are UTF-8.
  const target = Buffer.from(location, "latin1").toString();
  if (!URL.canParse(target, request.url.href)) throw new NetworkError(`${request.url.host} redirects to an address that can't be read.`);
  const url = outboundUrl(target, request.url);
  const headers = new Headers(request.headers);
  if (url.origin !== request.url.origin) for (const name of [...ORIGIN_HEADERS, ...secretHeaders]) headers.delete(name);
  const becomesGet = status === 303 ? request.method !== "GET" && request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (!becomesGet) return { ...request, url, headers };
  for (const name of BODY_HEADERS) headers.delete(name);
  return { url, method: "GET", headers, body: null };
}
