import { expect, test, vi } from "vitest";
import * as settings from "../platform/env.ts";
import { clientAddress, networkOf } from "./client-address.ts";

const from = (forwarded?: string) => clientAddress(new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }));

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["::ffff:10.0.0.1", "10.0.0.1"],
  ["2001:db8::1", "2001:db8::1"],
  ["<script>", "unknown"],
  ["10.0.0.1:80", "unknown"],
  ["", "unknown"],
  [undefined, "unknown"],
])("%s is %s", (header, expected) => {
  expect(from(header)).toBe(expected);
});

test("on Vercel the nearest proxy is theirs, unless more are named", () => {
  const env = vi.spyOn(settings, "env").mockReturnValue(settings.parseEnv({ VERCEL: "1" }));
  expect(from("1.1.1.1, 2.2.2.2")).toBe("2.2.2.2");
  env.mockReturnValue(settings.parseEnv({ VERCEL: "1", WORKFLOW_TRUSTED_PROXIES: "2" }));
  expect(from("1.1.1.1, 2.2.2.2")).toBe("1.1.1.1");
  env.mockReturnValue(settings.parseEnv({ VERCEL: "1", WORKFLOW_TRUSTED_PROXIES: "0" }));
  expect(from("1.1.1.1, 2.2.2.2")).toBe("unknown");
  env.mockRestore();
});

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["unknown", "unknown"],
  ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"],
  ["2001:DB8:0:7::4", "2001:db8:0:7::/64"],
  ["2001:db8::4", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8::", "2001:db8:0:0::/64"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
