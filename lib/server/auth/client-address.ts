import { isIP, isIPv6 } from "node:net";
import { env } from "../platform/env.ts";

export const FORWARDED_FOR = "x-forwarded-for";

/**
 * The address that a request came from, seen past the proxies that the operator vouches for (WORKFLOW_TRUSTED_PROXIES): each adds
 * whom it heard at the right of X-Forwarded-For, and what stands further left is the caller's to invent. `peer`: who holds the
 * connection.
 */
export function addressBehind(forwardedFor: string | undefined, peer: string, trustedProxies: number): string {
  const entries = forwardedFor?.split(",").map((entry) => entry.trim()) ?? [];
  const named = trustedProxies === 0 ? undefined : entries.at(-trustedProxies);
  return plain(named !== undefined && isIP(named) !== 0 ? named : peer);
}

/** An IPv4 caller of a socket that listens for both is the same caller. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * Who sent this request, for limits and for the audit log; "unknown" where nothing can be believed. Our own server has put it where
 * X-Forwarded-For was (http/edge.ts); on Vercel it is read here, because no server of ours stands before the code.
 */
export function clientAddress(headers: { get(name: string): string | null }): string {
  const { VERCEL, trustedProxies } = env();
  const forwarded = headers.get(FORWARDED_FOR) ?? undefined;
  const address = addressBehind(forwarded, "", VERCEL === undefined ? 1 : trustedProxies);
  return isIP(address) === 0 ? "unknown" : address;
}

/** What limits count as one: in IPv6 a customer has a whole /64, and may write from each of its addresses. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const missing = address.includes("::") ? 8 - before.length - (tail === "" ? 0 : tail.split(":").length) : 0;
  const groups = [...before, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail.split(":")];
  return `${groups.slice(0, 4).join(":").toLowerCase()}::/64`;
}
