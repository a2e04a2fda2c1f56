import { describe, expect, test } from "vitest";
import { OUTGOING_TYPES } from "#lib/whatsapp/outgoing/registry.ts";
import cases from "./bodies.cases.json";
import { checkSend, isRefusal } from "./check-send.ts";

/** `{"$repeat": ["a", 3]}` is "aaa". */
function expand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value !== "object" || value === null) return value;
  const repeat: unknown = Reflect.get(value, "$repeat");
  if (Array.isArray(repeat)) return String(repeat[0]).repeat(Number(repeat[1]));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]));
}

describe("bodies that Meta takes", () => {
  test.each(cases.accepted)("$name", ({ body }) => {
    const checked = checkSend(expand(body));
    expect(isRefusal(checked) ? checked : null).toBeNull();
  });
});

describe("bodies that Meta refuses", () => {
  test.each(cases.refused)("$name", ({ body, code, ...more }) => {
    const checked = checkSend(expand(body));
    expect(checked).toMatchObject({ code, details: expect.stringContaining("details" in more ? String(more.details) : "") });
  });
});

// Not among the cases: no JSON file can hold it.
test("half a character is no text", () => {
  const body = { messaging_product: "whatsapp", to: "+5511987650101", type: "text", text: { body: "Oi \ud800" } };
  expect(checkSend(body)).toMatchObject({ code: 100, details: expect.stringContaining("UTF-8") });
});

test("each type that Siga sends has bodies of both kinds here", () => {
  for (const { type } of OUTGOING_TYPES)
    for (const kind of [cases.accepted, cases.refused] as const)
      expect(kind.some(({ body }) => "type" in body && body.type === type)).toBe(true);
});
