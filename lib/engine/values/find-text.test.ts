import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../condition.ts";
import { findText, splitAtFirst, splitAtLast, splitAtEach } from "./find-text.ts";
import { render } from "../template.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "a", "a", "b"), maxLength: 200 });
/** A text and a part that is often in it, short and long ones, often one that repeats itself. */
const search = fc.tuple(letters, letters, fc.nat(200), fc.nat(200), letters).map(([text, tail, from, size, other]) => {
  const whole = text + text + tail;
  return { text: whole, part: from % 3 === 0 ? other : whole.slice(from, from + size) };
});

test("a part is found where the runtime finds it", () => {
  fc.assert(
    fc.property(search, fc.nat(50), ({ text, part }, from) => {
      const start = Math.min(from, text.length);
      expect(findText(text, part, start)).toBe(text.indexOf(part, start));
    }),
    { numRuns: 1000 },
  );
});

test("a text is cut where the runtime cuts it, at all, the first or the last of its separators", () => {
  fc.assert(
    fc.property(search, ({ text, part }) => {
      fc.pre(part !== "");
      expect(splitAtEach(text, part)).toEqual(text.split(part));
      expect(splitAtFirst(text, part).join("|")).toBe(text.replace(part, "|"));
      const last = text.lastIndexOf(part);
      expect(splitAtLast(text, part)).toEqual(last < 0 ? [text] : [text.slice(0, last), text.slice(last + part.length)]);
    }),
    { numRuns: 1000 },
  );
});

test("cut at nothing, a text gives its characters whole", () => {
  expect(splitAtEach("a😀b", "")).toEqual(["a", "😀", "b"]);
});

test.each<[string, (part: string, text: string) => unknown]>([
  ["in", (part, text) => evaluate("part in text", { part, text })],
  ["includes", (part, text) => evaluate("text.includes(part)", { part, text })],
  ["contains", (part, text) => render("{% if text contains part %}{% endif %}", { part, text })],
  ...["split", "remove", "remove_first", "remove_last", "replace", "replace_first", "replace_last"].map(
    (filter): [string, (part: string, text: string) => unknown] => [
      filter,
      (part, text) => render(`{{ text | ${filter}: part, part | size }}`, { part, text }),
    ],
  ),
])("%s takes as long for a part that repeats itself as for another", (_, run) => {
  const text = "a".repeat(200_000);
  const time = (part: string) =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const from = performance.now();
        run(part, text);
        return performance.now() - from;
      }),
    );
  // Never less than a busy machine may lose in between; what it guards against took seconds.
  const usual = Math.max(10, time("c".repeat(20_001)));
  for (const part of [`b${"a".repeat(20_000)}`, `${"a".repeat(20_000)}b`, `${"a".repeat(10_000)}b${"a".repeat(10_000)}`]) {
    expect(time(part) / usual).toBeLessThan(20);
  }
});
