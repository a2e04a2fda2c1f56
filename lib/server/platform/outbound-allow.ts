import { isIPv6 } from "node:net";
import { type AddressClass, addressClass, addressRange } from "./address-class.ts";

/** What an operator opened: a host or a range, at one port or (null) at the ports of the web. */
interface OutboundRule {
  covers: (host: string, address: string) => boolean;
  port: number | null;
}

/** Where a connection would go. `host` as the URL parser spells it, without brackets or trailing dot; `address` is what it leads to. */
interface Destination {
  host: string;
  address: string;
  port: number;
}

const WEB_PORTS: readonly number[] = [80, 443];

export const OUTBOUND_ALLOW_RULE =
  "must be a comma list of host[:port] or CIDR[:port], such as crm.internal, crm.internal:8080, 10.1.0.0/16 or [fd00::/8]:8080";

/**
 * Reads WORKFLOW_OUTBOUND_ALLOW.
 * @returns The rules; or, if an entry is malformed, which one (from 1).
 */
export function parseOutboundAllow(text: string): OutboundRule[] | number {
  const entries = text.split(",").map((entry) => entry.trim());
  const rules: OutboundRule[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry === "") continue;
    const rule = parseRule(entry);
    if (rule === null) return index + 1;
    rules.push(rule);
  }
  return rules;
}

function parseRule(entry: string): OutboundRule | null {
  // First, because the last part of an IPv6 address looks like a port.
  const whole = addressRange(entry);
  if (whole !== null) return { covers: (_host, address) => whole(address), port: null };
  const parts = /^(?:\[([^\]]+)\]|([^[\]:]+))(?::(\d{1,5}))?$/.exec(entry);
  if (parts === null) return null;
  const [, bracketed, plain = "", digits] = parts;
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const range = addressRange(bracketed ?? plain);
  if (range !== null) return { covers: (_host, address) => range(address), port };
  const name = bracketed === undefined ? hostName(plain) : null;
  return name === null ? null : { covers: (host) => host === name, port };
}

/** The name as the URL parser spells it; null for what it takes for an address ("8080", "0x7f.1") or for no name at all. */
function hostName(text: string): string | null {
  const written = `http://${text.replace(/\.$/, "")}`;
  if (/[^\p{L}\p{M}\p{N}._-]/u.test(text) || !URL.canParse(written)) return null;
  const { hostname } = new URL(written);
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(hostname) && addressRange(hostname) === null ? hostname : null;
}

const CLASS_WORDS: Record<AddressClass, string> = {
  unspecified: "an unspecified address",
  loopback: "a loopback address of this machine",
  private: "a private address",
  carrier: "an address of a carrier's private network",
  link_local: "a link-local address",
  site_local: "a site-local address",
  platform: "an address of the cloud platform",
  benchmark: "an address for benchmarks",
  documentation: "an address for documentation",
  multicast: "a multicast address",
  broadcast: "the broadcast address",
  discard: "an address whose traffic is discarded",
  ipv4_inside: "an IPv6 address that stands for an IPv4 one",
  protocol: "an address reserved for protocols",
  reserved: "a reserved address",
  own: "an address of this machine",
};

/**
 * Why no connection may be made to this destination; null if one may. Without a rule, only a global unicast address that is
 * none of this machine's `own`, at port 80 or 443.
 */
export function outboundRefusal(
  { host, address, port }: Destination,
  rules: readonly OutboundRule[],
  own: readonly string[],
): string | null {
  const open = (rule: OutboundRule) => (rule.port === null ? WEB_PORTS.includes(port) : rule.port === port) && rule.covers(host, address);
  if (rules.some(open)) return null;
  if (!WEB_PORTS.includes(port)) return `port ${port} is neither 80 nor 443`;
  const found = addressClass(address, own);
  return found === null ? null : `it leads to ${CLASS_WORDS[found]}`;
}

/** Which entry of the setting would open a host, for the person who meets a refusal. */
export function outboundRemedy(host: string, port: number): string {
  const entry = WEB_PORTS.includes(port) ? host : `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return `If flows shall call it, whoever runs this installation adds ${entry} to WORKFLOW_OUTBOUND_ALLOW.`;
}
