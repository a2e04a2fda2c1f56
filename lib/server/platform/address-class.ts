import { BlockList, isIP } from "node:net";

/**
 * The addresses that are not ordinary ones of the public internet, after IANA's special-purpose registries. The first class
 * that holds an address is its class, so a narrow range stands before the wide one around it.
 */
const CLASSES = {
  unspecified: ["0.0.0.0/8", "::/128"],
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  carrier: ["100.64.0.0/10"],
  link_local: ["169.254.0.0/16", "fe80::/10"],
  site_local: ["fec0::/10"],
  // Azure's own service, though its address looks public: it hands out the virtual machine's settings.
  platform: ["168.63.129.16/32"],
  benchmark: ["198.18.0.0/15", "2001:2::/48"],
  documentation: ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"],
  multicast: ["224.0.0.0/4", "ff00::/8"],
  broadcast: ["255.255.255.255/32"],
  discard: ["100::/64", "100:0:0:1::/64"],
  // Mapped, compatible, translated, NAT64, 6to4, Teredo: a translator on the way could lead them to any IPv4 address.
  ipv4_inside: ["::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"],
  protocol: ["192.0.0.0/24", "192.88.99.0/24", "2001::/23", "5f00::/16"],
  reserved: ["240.0.0.0/4"],
} as const;

export type AddressClass = keyof typeof CLASSES | "own";

type Contains = (address: string) => boolean;

const SPECIAL = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).map((name) => ({ name, ranges: CLASSES[name].map(knownRange) }));

/** IPv6 gives out one eighth of its space; all else is special, named above or not. */
const IPV6_GLOBAL = knownRange("2000::/3");

/**
 * What kind of special address this is; null for a global unicast one that is none of this machine's own.
 * @param address As resolvers and the URL parser spell it, without brackets. What is no address counts as reserved.
 * @param own The addresses of this machine's interfaces.
 */
export function addressClass(address: string, own: readonly string[]): AddressClass | null {
  const family = isIP(address);
  if (family === 0) return "reserved";
  // A zone (fe80::1%eth0) belongs to addresses of one link.
  if (address.includes("%")) return "link_local";
  const special = SPECIAL.find(({ ranges }) => ranges.some((contains) => contains(address)));
  if (special !== undefined) return special.name;
  if (family === 6 && !IPV6_GLOBAL(address)) return "reserved";
  return own.some((one) => addressRange(one)?.(address)) ? "own" : null;
}

/**
 * Reads an address or a CIDR range ("fd00::1", "10.0.0.0/8"); null if it is neither. An IPv4 range holds no IPv6 address,
 * whatever is written inside it, and an IPv6 range no IPv4 address.
 */
export function addressRange(text: string): Contains | null {
  const [network = "", prefix, ...rest] = text.split("/");
  const version = isIP(network);
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (version === 0 || length > bits || rest.length > 0 || network.includes("%")) return null;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, length, family);
  return (address) => isIP(address) === version && !address.includes("%") && list.check(address, family);
}

function knownRange(text: string): Contains {
  const contains = addressRange(text);
  if (contains === null) throw new Error(`${text} is no range of addresses`);
  return contains;
}
