import { expect, test } from "vitest";
import { outboundRefusal, parseOutboundAllow } from "./outbound-allow.ts";

const refusal = (setting: string, host: string, address: string, port: number, own: string[] = []): string | null => {
  const rules = parseOutboundAllow(setting);
  if (typeof rules === "number") throw new Error(`entry ${rules} is malformed`);
  return outboundRefusal({ host, address, port }, rules, own);
};

test.each([
  ["", 443],
  ["", 80],
  [" , ", 443],
])("with the setting %j, the public internet is open at port %i", (setting, port) => {
  expect(refusal(setting, "api.example.com", "93.184.216.34", port)).toBeNull();
});

test.each([
  ["crm.internal", "10.0.0.5", 443, "it leads to a private address"],
  ["localhost", "127.0.0.1", 80, "it leads to a loopback address of this machine"],
  ["169.254.169.254", "169.254.169.254", 80, "it leads to a link-local address"],
  ["api.example.com", "93.184.216.34", 22, "port 22 is neither 80 nor 443"],
  ["crm.internal", "10.0.0.5", 8080, "port 8080 is neither 80 nor 443"],
])("without a rule, %s at %s port %i is refused: %s", (host, address, port, why) => {
  expect(refusal("", host, address, port)).toBe(why);
});

test("this machine's own public address is refused, unless a rule names it", () => {
  expect(refusal("", "me.example.com", "93.184.216.34", 443, ["93.184.216.34"])).toBe("it leads to an address of this machine");
  expect(refusal("me.example.com", "me.example.com", "93.184.216.34", 443, ["93.184.216.34"])).toBeNull();
});

/** Each setting with a destination that it opens and one that it leaves closed. */
test.each([
  ["crm.internal", ["crm.internal", "10.0.0.5", 443], ["crm.internal", "10.0.0.5", 8080]],
  ["crm.internal", ["crm.internal", "10.0.0.5", 80], ["other.internal", "10.0.0.5", 80]],
  ["crm.internal", ["crm.internal", "10.0.0.5", 80], ["a.crm.internal", "10.0.0.5", 80]],
  ["crm.internal:8080", ["crm.internal", "10.0.0.5", 8080], ["crm.internal", "10.0.0.5", 443]],
  ["CRM.Internal.:8080", ["crm.internal", "10.0.0.5", 8080], ["crm.internal", "10.0.0.5", 8081]],
  ["café.example:8080", ["xn--caf-dma.example", "10.0.0.5", 8080], ["cafe.example", "10.0.0.5", 8080]],
  ["api.example.com:8443", ["api.example.com", "93.184.216.34", 8443], ["www.example.com", "93.184.216.34", 8443]],
  ["10.1.0.0/16", ["10.1.2.3", "10.1.2.3", 80], ["10.2.0.1", "10.2.0.1", 80]],
  ["10.1.0.0/16:8080", ["any.internal", "10.1.2.3", 8080], ["any.internal", "10.1.2.3", 80]],
  ["10.1.2.3", ["any.internal", "10.1.2.3", 443], ["any.internal", "10.1.2.4", 443]],
  ["127.0.0.1:9000", ["localhost", "127.0.0.1", 9000], ["localhost", "127.0.0.2", 9000]],
  ["fd00::/8", ["any.internal", "fd12::1", 443], ["any.internal", "fc00::1", 443]],
  ["fd00::8080", ["any.internal", "fd00::8080", 443], ["any.internal", "fd00::", 8080]],
  ["[fd00::1]", ["any.internal", "fd00::1", 443], ["any.internal", "fd00::2", 443]],
  ["[fd00::/8]:8080", ["any.internal", "fd12::1", 8080], ["any.internal", "fd12::1", 443]],
  ["a.test, 10.0.0.0/8:81 ,b.test:82", ["b.test", "127.0.0.1", 82], ["a.test", "127.0.0.1", 82]],
  ["10.0.0.0/8", ["any.internal", "10.0.0.1", 443], ["any.internal", "::ffff:10.0.0.1", 443]],
] as [string, [string, string, number], [string, string, number]][])("%s opens %j, not %j", (setting, open, closed) => {
  expect(refusal("", ...open)).not.toBeNull();
  expect(refusal(setting, ...open)).toBeNull();
  expect(refusal(setting, ...closed)).not.toBeNull();
});

test.each([
  ...["https://crm.internal", "crm.internal/path", "crm.internal:", "crm.internal:0", "crm.internal:65536", "crm.internal:http"],
  ...["user@crm.internal", "*.internal", "a b", "crm..internal", "8080", "0x7f.1", "127.1", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8:x"],
  ...["[10.0.0.0/8", "[crm.internal]:80", "[fd00::/129]:80", "fd00::/8:8080:1", "a?b", "a#b", "a%41", "a:1:2", "%"],
])("the entry %j is malformed, and its place is told", (entry) => {
  expect(parseOutboundAllow(entry)).toBe(1);
  expect(parseOutboundAllow(`crm.internal, ${entry}, other.internal`)).toBe(2);
});
