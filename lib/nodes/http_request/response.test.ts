import { expect, test } from "vitest";
import { mockResponse } from "../../effects/call_http/effect.ts";
import { CONTEXT_LIMIT } from "../../engine/context.ts";
import { httpConfig } from "./config.ts";
import { outcomeOf } from "./response.ts";

const big = Array.from({ length: 300 }, () => "x".repeat(1000));

test.each([
  {
    response_mapping: [
      { key: "small", path: "[0]" },
      { key: "all", path: "" },
    ],
  },
  { store_response: "all" },
])("of an answer that is larger than what a conversation carries nothing is kept: %j", (options) => {
  const config = httpConfig.parse({ url: "https://api.example.com", ...options });
  const outcome = outcomeOf(config, {}, mockResponse(200, big));
  expect(outcome).toMatchObject({ exit: "network_error", set: { http_error: { code: "response_too_large", status: 200 } } });
  expect(Object.keys(outcome.set ?? {})).toEqual(["http_error"]);
});

test("a part of a large answer is kept, unless the conversation has no room even for that", () => {
  const config = httpConfig.parse({ url: "https://api.example.com", response_mapping: [{ key: "part", path: "[0]" }], exits: "simple" });
  expect(outcomeOf(config, {}, mockResponse(200, big))).toMatchObject({ exit: "success", set: { part: big[0] } });
  const full = { before: "x".repeat(CONTEXT_LIMIT - 500) };
  expect(outcomeOf(config, full, mockResponse(200, big))).toMatchObject({ exit: "error" });
});
