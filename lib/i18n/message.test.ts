import { expect, test } from "vitest";
import { fill } from "./message.ts";

test("a name that turns the direction of writing turns nothing of the sentence around it", () => {
  expect(fill("Delete {name}: {count}", "en", { name: "gpj.\u202Eexe", count: 1 })).toBe("Delete gpj.exe: 1");
  expect(fill("{name} wrote", "en", { name: "\u2069\u202D\u2066x" })).toBe("x wrote");
  // These are letters of a language, or how it joins them.
  expect(fill("{name}", "en", { name: "می\u200Cخواهم\u200F" })).toBe("می\u200Cخواهم\u200F");
});
