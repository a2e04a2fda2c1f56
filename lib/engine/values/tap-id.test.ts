import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeTapId, isTapChoiceId, parseTapId, type TapTarget } from "./tap-id.ts";

test.each<[string, TapTarget]>([
  ["v7:yes", { kind: "choice", id: "yes" }],
  ["v7:-", { kind: "choice", id: "-" }],
  ["v7.a9-_x:2", { kind: "choice", id: "2" }],
  ["v7:#12", { kind: "position", position: 12 }],
  ["v7:+0", { kind: "page", page: 0 }],
])("%s is written and read back", (id, target) => {
  const [token = ""] = id.split(":");
  expect(encodeTapId(token, target)).toBe(id);
  expect(parseTapId(id)).toEqual({ token, target });
});

test.each(["", "yes", ":yes", "v7:", "v7:a b", "v7:é", "v7:a:b", "v7:#0", "v7:#01", "v7:+01", "v7:#9999999", `v7:${"a".repeat(51)}`])(
  "%j is none of ours",
  (id) => {
    expect(parseTapId(id)).toBeNull();
  },
);

test.each<[string, TapTarget]>([
  ["", { kind: "choice", id: "a" }],
  ["a:b", { kind: "choice", id: "a" }],
  ["v".repeat(200), { kind: "choice", id: "a" }],
  ["v7", { kind: "choice", id: "a b" }],
  ["v7", { kind: "choice", id: "a".repeat(51) }],
])("token %j with %j is refused", (token, target) => {
  expect(() => encodeTapId(token, target)).toThrow(RangeError);
});

test("whatever the token and the target, reading gives back what was written, and Meta's limit for rows holds", () => {
  const token = fc.string({ minLength: 1, maxLength: 149 }).filter((text) => !text.includes(":"));
  const target = fc.oneof<fc.Arbitrary<TapTarget>[]>(
    fc.record({ kind: fc.constant("choice" as const), id: fc.stringMatching(/^[A-Za-z0-9_-]{1,50}$/) }),
    fc.record({ kind: fc.constant("position" as const), position: fc.integer({ min: 1, max: 1000 }) }),
    fc.record({ kind: fc.constant("page" as const), page: fc.nat(1000) }),
  );
  fc.assert(
    fc.property(token, target, (visit, wanted) => {
      const id = encodeTapId(visit, wanted);
      expect(id.length).toBeLessThanOrEqual(200);
      expect(parseTapId(id)).toEqual({ token: visit, target: wanted });
    }),
  );
});

test("ids of any text fit or do not, and never break the reading", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z_-]{1,60}$/)), (id) => {
      if (isTapChoiceId(id)) expect(parseTapId(`v1:${id}`)).toEqual({ token: "v1", target: { kind: "choice", id } });
      else expect(() => encodeTapId("v1", { kind: "choice", id })).toThrow(RangeError);
    }),
  );
});
