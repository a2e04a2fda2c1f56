import { expect, test } from "vitest";
import { canonicalHost, mayGoTo } from "./host.ts";

test.each([
  ["api.example.com", "api.example.com"],
  [" API.Example.COM ", "api.example.com"],
  ["api.example.com.", "api.example.com"],
  ["localhost", "localhost"],
  ["my_service", "my_service"],
  ["api.example.com:8443", "api.example.com:8443"],
  ["api.example.com:443", "api.example.com:443"],
  ["api.example.com:080", "api.example.com:80"],
  ["*.example.com", "*.example.com"],
  ["*.EXAMPLE.com:8443", "*.example.com:8443"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["*.bücher.example", "*.xn--bcher-kva.example"],
  ["10.0.0.7", "10.0.0.7"],
  ["0x7f.1", "127.0.0.1"],
  ["[::1]", "[::1]"],
  ["[2001:DB8:0::1]:8080", "[2001:db8::1]:8080"],
])("%j is a host, kept as %s, and stays itself", (text, kept) => {
  expect(canonicalHost(text)).toBe(kept);
  expect(canonicalHost(kept)).toBe(kept);
});

test.each([
  "",
  " ",
  "*",
  "*.",
  ".",
  "*.com",
  "*.*.example.com",
  "api.*.example.com",
  "a*.example.com",
  "**.example.com",
  "*.10.0.0.7",
  "*.[::1]",
  "*example.com",
  "https://api.example.com",
  "//api.example.com",
  "api.example.com/",
  "api.example.com/path",
  "api.example.com?x",
  "api.example.com#x",
  "user@api.example.com",
  "user:pass@api.example.com",
  "api.example.com\\@evil.example",
  "api.example.com evil.example",
  "api.example.com,evil.example",
  "api.ex\tample.com",
  "api%2eexample.com",
  "api..example.com",
  "-api.example.com",
  "api.example.com:0",
  "api.example.com:65536",
  "api.example.com:http",
  "api.example.com:",
  "api.example.com:80:80",
  "api.example.com:443:80",
  "[::1]:443:80",
  "::1",
  "256.0.0.1",
  `${"a".repeat(64)}.example.com`,
  `${"a.".repeat(130)}com`,
])("%j is no host", (text) => {
  expect(canonicalHost(text)).toBeNull();
});

test.each([
  ["api.example.com", "https://api.example.com/orders?x=1", true],
  ["api.example.com", "https://API.example.com:443/", true],
  ["api.example.com", "https://api.example.com./", true],
  ["api.example.com", "http://api.example.com/", false],
  ["api.example.com", "http://api.example.com:443/", false],
  ["api.example.com", "https://api.example.com:8443/", false],
  ["api.example.com", "https://api.example.com.evil.example/", false],
  ["api.example.com", "https://evil.example/api.example.com", false],
  ["api.example.com", "https://api.example.com@evil.example/", false],
  ["api.example.com", "https://evil.example/?api.example.com#api.example.com", false],
  ["api.example.com", "https://xapi.example.com/", false],
  ["api.example.com", "https://x.api.example.com/", false],
  ["api.example.com", "https://example.com/", false],
  ["api.example.com", "https://apiXexample.com/", false],
  ["api.example.com:8443", "https://api.example.com:8443/", true],
  ["api.example.com:8443", "https://api.example.com/", false],
  ["api.example.com:80", "http://api.example.com/", true],
  ["api.example.com:80", "https://api.example.com/", false],
  ["api.example.com:443", "https://api.example.com/", true],
  ["*.example.com", "https://api.example.com/", true],
  ["*.example.com", "https://eu.api.example.com/", true],
  ["*.example.com", "https://example.com/", false],
  ["*.example.com", "https://notexample.com/", false],
  ["*.example.com", "https://example.com.evil.example/", false],
  ["*.example.com", "http://api.example.com/", false],
  ["*.example.com:8443", "https://api.example.com:8443/", true],
  ["*.example.com:8443", "https://api.example.com/", false],
  ["xn--bcher-kva.example", "https://bücher.example/", true],
  ["127.0.0.1:8080", "http://127.0.0.1:8080/", true],
  ["127.0.0.1:8080", "http://0x7f.1:8080/", true],
  ["127.0.0.1:8080", "http://localhost:8080/", false],
  ["[::1]:8080", "http://[::1]:8080/", true],
  ["[::1]", "https://[::1]/", true],
  ["[::1]", "https://[::2]/", false],
  ["api.example.com", "ftp://api.example.com/", false],
])("what is bound to %s, sent to %s: %s", (host, url, may) => {
  expect(canonicalHost(host)).toBe(host);
  expect(mayGoTo([host], new URL(url))).toBe(may);
});

test("one host of several is enough, and none is never enough", () => {
  const url = new URL("https://b.example/");
  expect(mayGoTo(["a.example", "b.example"], url)).toBe(true);
  expect(mayGoTo([], url)).toBe(false);
});
