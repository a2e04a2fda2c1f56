import { expect, test } from "vitest";
import type { Json } from "#lib/engine/types.ts";
import { csvLine } from "./csv.ts";

test.each<[string, Json | undefined, string]>([
  ["a text", "Ana", '"Ana"'],
  ["nothing", undefined, ""],
  ["null", null, ""],
  ["a number", -5.5, "-5.5"],
  ["yes", true, "true"],
  ["a comma", "a, b", '"a, b"'],
  ["quotes", 'disse "oi"', '"disse ""oi"""'],
  ["two lines", "a\r\nb", '"a\r\nb"'],
  ["a list", ["a", 1], '"[""a"",1]"'],
  ["a formula", '=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ["a formula by plus", "+55 11", `"'+55 11"`],
  ["a formula by minus", "-1+1", `"'-1+1"`],
  ["a formula by at", "@SUM(A1)", `"'@SUM(A1)"`],
  ["a formula behind space", "  =1+1", `"'  =1+1"`],
  ["a formula behind a tab", "\t=1", `"'\t=1"`],
  ["a formula in wide letters", "＝1+1", `"'＝1+1"`],
  ["a formula behind what nobody sees", "\u200b=1", `"'\u200b=1"`],
  ["a formula behind a control character", "\u0001=1", `"'\u0001=1"`],
])("%s", (_, value, expected) => {
  expect(csvLine([value, 1])).toBe(`${expected},1\r\n`);
});
