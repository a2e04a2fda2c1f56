import { expect, test } from "vitest";
import { translator } from "#lib/i18n/catalogue.ts";
import { hostsOf, secretErrors, type SecretInput } from "./secret-input.ts";

test.each<[string, string[]]>([
  ["", []],
  [" \n ", []],
  ["a.example\nb.example", ["a.example", "b.example"]],
  ["a.example, b.example;c.example\r\n\r\n*.d.example:8443 ", ["a.example", "b.example", "c.example", "*.d.example:8443"]],
])("%j names the hosts %j", (text, hosts) => {
  expect(hostsOf(text)).toEqual(hosts);
});

test.each<[SecretInput, (keyof SecretInput)[]]>([
  [{ name: "crm_key", value: "k", hosts: ["api.example.com"] }, []],
  [{ name: "", value: "", hosts: [] }, ["name", "value", "hosts"]],
  [{ name: "CRM" }, ["name"]],
  [{ value: "a\nb" }, ["value"]],
  [{ value: "v".repeat(8_193) }, ["value"]],
  [{ hosts: ["api.example.com", "https://evil.example/x"] }, ["hosts"]],
  [{ hosts: Array.from({ length: 51 }, (_, index) => `h${index}.example`) }, ["hosts"]],
  [{}, []],
])("of %j, %j are refused", (input, fields) => {
  expect(Object.keys(secretErrors(input, translator("en")))).toEqual(fields);
});

test("a host that is none is named", () => {
  expect(secretErrors({ hosts: ["https://evil.example/x"] }, translator("en")).hosts).toContain("https://evil.example/x");
});
