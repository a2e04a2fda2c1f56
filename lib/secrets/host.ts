const PATTERN = /^(\*\.)?(\[[^[\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/;
/** What an address is made of beyond its host. */
const NO_HOST = /[\s/\\?#@%]/;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const IPV4 = /^\d+(\.\d+){3}$/;

/**
 * A place that a secret may be sent to, in the one way it is kept: the host as WHATWG URLs write it (`bücher.example` as
 * `xn--bcher-kva.example`), or `*.` before a name for all names below it, and `:port` where one was given. Null for anything
 * that is no such thing, such as a whole address.
 */
export function canonicalHost(text: string): string | null {
  const [, wildcard = "", host = "", port] = PATTERN.exec(text.trim()) ?? [];
  if (host === "" || NO_HOST.test(host) || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return null;
  const url = URL.parse(`https://${host}/`);
  if (url === null) return null;
  const hostname = url.hostname.replace(/\.$/, "");
  const isAddress = IPV4.test(hostname) || hostname.startsWith("[");
  if (!isAddress && !isName(hostname)) return null;
  // A wildcard over an address means nothing, and one over a whole top-level domain is everybody.
  if (wildcard !== "" && (isAddress || !hostname.includes("."))) return null;
  return `${wildcard}${hostname}${port === undefined ? "" : `:${Number(port)}`}`;
}

const isName = (hostname: string): boolean => hostname.length <= 253 && hostname.split(".").every((label) => LABEL.test(label));

/**
 * Whether a secret that is bound to these hosts, as `canonicalHost` writes them, may go to this address. One with a port means
 * that port; one without means https at its own port, so that no typing error and no redirect sends a secret unencrypted.
 */
export function mayGoTo(hosts: readonly string[], url: URL): boolean {
  const hostname = url.hostname.replace(/\.$/, "");
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return (
    port !== undefined &&
    hosts.some((each) => {
      const [, wildcard, host, wanted] = PATTERN.exec(each) ?? [];
      const isThere = wildcard === undefined ? hostname === host : hostname.endsWith(`.${host}`);
      return isThere && (wanted === undefined ? url.protocol === "https:" && port === "443" : port === wanted);
    })
  );
}

const DEFAULT_PORTS: Record<string, string | undefined> = { "https:": "443", "http:": "80" };
