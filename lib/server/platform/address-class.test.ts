import fc from "fast-check";
import { expect, test } from "vitest";
import { addressClass, addressRange } from "./address-class.ts";

/** First and last address of each range, so that a wrong prefix shows. */
const SPECIAL: [string, string[]][] = [
  ["unspecified", ["0.0.0.0", "0.0.0.1", "0.255.255.255", "::"]],
  ["loopback", ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"]],
  ["private", ["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"]],
  ["private", ["fc00::", "fd00:ec2::254", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
  ["carrier", ["100.64.0.0", "100.100.100.200", "100.127.255.255"]],
  ["link_local", ["169.254.0.0", "169.254.169.254", "169.254.255.255", "fe80::", "fe80::1%eth0", "febf:ffff::1"]],
  ["site_local", ["fec0::", "feff:ffff::1"]],
  ["platform", ["168.63.129.16"]],
  ["benchmark", ["198.18.0.0", "198.19.255.255", "2001:2::", "2001:2:0:ffff::1"]],
  ["documentation", ["192.0.2.0", "192.0.2.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255"]],
  ["documentation", ["2001:db8::", "2001:db8:ffff::1", "3fff::", "3fff:fff:ffff::1"]],
  ["multicast", ["224.0.0.0", "239.255.255.255", "ff00::", "ff02::1", "ffff:ffff::1"]],
  ["broadcast", ["255.255.255.255"]],
  ["discard", ["100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff"]],
  ["ipv4_inside", ["::2", "::127.0.0.1", "::8.8.8.8", "::ffff:0.0.0.0", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8"]],
  ["ipv4_inside", ["0:0:0:0:0:ffff:a9fe:a9fe", "::FFFF:10.0.0.1", "::ffff:0:127.0.0.1"]],
  ["ipv4_inside", ["64:ff9b::", "64:ff9b::a00:1", "64:ff9b::255.255.255.255", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"]],
  ["ipv4_inside", ["2002::", "2002:7f00:1::1", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
  ["ipv4_inside", ["2001::", "2001:0:7f00:1::1", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff"]],
  ["protocol", ["192.0.0.0", "192.0.0.192", "192.0.0.255", "192.88.99.0", "192.88.99.255"]],
  ["protocol", ["2001:1::", "2001:10::1", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "5f00::1"]],
  ["reserved", ["240.0.0.0", "255.255.255.254", "64:ff9b:2::1", "200::1", "1fff:ffff::1", "4000::", "fbff::1", "fe00::1"]],
  ["reserved", ["", "localhost", "1.2.3", "010.1.1.1", "1.2.3.4 ", "[::1]", "::g", "2130706433", "0x7f000001"]],
];

test.each(SPECIAL.flatMap(([name, addresses]) => addresses.map((address) => [address, name])))("%j is %s", (address, name) => {
  expect(addressClass(address, [])).toBe(name);
});

/** The neighbours of the ranges above, and what is far from all of them. */
test.each([
  ...["1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "168.63.129.15"],
  ...["168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0"],
  ...["192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255"],
  ...["198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8", "157.240.1.1"],
  ...["2000::", "2001:200::", "2001:db7:ffff::1", "2001:db9::", "2003::", "2001:4860:4860::8888", "2a03:2880::1", "3ffe:ffff::1"],
  ...["3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
])("%s is an ordinary address", (address) => {
  expect(addressClass(address, [])).toBeNull();
});

test("an address of this machine is its own, however it is spelled", () => {
  const own = ["127.0.0.1", "192.168.1.5", "93.184.216.34", "2a03:2880:0:0:0:0:0:1", "fe80::1%eth0"];
  expect(addressClass("93.184.216.34", own)).toBe("own");
  expect(addressClass("2a03:2880::1", own)).toBe("own");
  expect(addressClass("93.184.216.35", own)).toBeNull();
  expect(addressClass("2a03:2880::2", own)).toBeNull();
});

test("no IPv4 address inside an IPv6 one makes it ordinary", () => {
  const prefixes = ["::ffff:", "::", "64:ff9b::", "::ffff:0:"];
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom(...prefixes), (address, prefix) => addressClass(prefix + address, []) !== null),
    { numRuns: 500 },
  );
});

test("of IPv6, nothing outside 2000::/3 is ordinary", () => {
  const outside = fc.ipV6().filter((address) => !/^[23][0-9a-f]{3}:/i.test(address));
  fc.assert(
    fc.property(outside, (address) => addressClass(address, []) !== null),
    { numRuns: 500 },
  );
});

test.each([
  ["10.0.0.0/8", "10.200.0.1", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["10.1.2.3", "10.1.2.3", true],
  ["10.1.2.3", "10.1.2.4", false],
  ["10.1.2.3/24", "10.1.2.200", true],
  ["0.0.0.0/0", "8.8.8.8", true],
  ["0.0.0.0/0", "::ffff:8.8.8.8", false],
  ["10.0.0.0/8", "::ffff:10.0.0.1", false],
  ["::/0", "8.8.8.8", false],
  ["::/0", "fe80::1", true],
  ["fe80::/10", "fe80::1%eth0", false],
  ["fd00::/8", "fdff::1", true],
  ["FD00:0::/8", "fd00::1", true],
  ["10.0.0.0/8", "host", false],
])("whether %s holds %s: %s", (range, address, expected) => {
  expect(addressRange(range)?.(address)).toBe(expected);
});

test.each([
  "",
  "/8",
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "10.0.0/8",
  "010.0.0.0/8",
  "fd00::/129",
  "fe80::1%eth0",
  "a/8",
])("%j is no range", (text) => {
  expect(addressRange(text)).toBeNull();
});
