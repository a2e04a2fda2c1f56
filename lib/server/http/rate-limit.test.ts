import { expect, test } from "vitest";
import { ApiError } from "../platform/api-error.ts";
import { createRateLimit } from "./rate-limit.ts";

const [ana, bia] = [{ id: "user:1" }, { id: "user:2" }];

test("each actor has so many calls a minute, and the next minute anew", () => {
  let now = 1_000;
  const count = createRateLimit(2, () => now);
  count(ana);
  now += 59_000;
  count(ana);
  expect(() => count(ana)).toThrow(ApiError);
  count(bia);
  now += 1_000;
  count(ana);
});

test("the refusal is a 429 that says when to come back", () => {
  let now = 0;
  const count = createRateLimit(1, () => now);
  count(ana);
  now = 45_500;
  try {
    count(ana);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ status: 429, extras: { headers: { "retry-after": "15" } } });
  }
});
