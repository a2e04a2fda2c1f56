import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../condition.ts";
import type { Context } from "../types.ts";

const said = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.constantFrom(..."sim não s n ok quero no yes mas por favor, . ! ? claro 👍 👎 talvez nunca obrigado isso".split(" ")), {
      maxLength: 6,
    })
    .map((words) => words.join(" ")),
);
/** How the same is written otherwise: by case, accents, space and punctuation around. */
const disguises: ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFD").replaceAll(/[\u0300\u0301\u0303]/gu, ""),
  (text) => `  ${text}\n`,
  (text) => `${text}!`,
  (text) => `"${text}".`,
];

test("nothing says both yes and no", () => {
  fc.assert(
    fc.property(
      fc.oneof(said, fc.jsonValue()),
      (x) => void expect(evaluate("answers_yes(x) and answers_no(x)", { x } as Context)).toBe(false),
    ),
  );
});

test.each([
  ...[
    "answers_yes(x)",
    "answers_no(x)",
    "contains_any(x, ['sim', 'não'])",
    "contains_all(x, ['sim', 'não'])",
    "contains_phrase(x, 'por favor')",
  ],
  ...["begins_with(x, 'não')", "same_text(x, 'não quero')", "is_choice(x, 'não')", "is_choice(x, 1)"],
])("case, accents, and space and punctuation around are nothing to %s", (condition) => {
  const texts = ["Não", "não quero", "Sim", "sim, por favor", "claro", "um", "opção 1", "Não é isso", "agora não", "talvez"];
  for (const x of texts)
    for (const disguise of disguises)
      expect([disguise(x), evaluate(condition, { x: disguise(x) })]).toEqual([disguise(x), evaluate(condition, { x })]);
});

test("each comparison gives true or false, whatever it is asked of, and false of what is missing", () => {
  const unary = ["answers_yes", "answers_no", "is_number", "is_email", "is_phone", "is_empty"].map((name) => `${name}(x)`);
  const binary = ["is_choice", "contains_any", "contains_all", "contains_phrase", "begins_with", "same_text", "before", "after"];
  const all = [...unary, ...binary.map((name) => `${name}(x, y)`), "between(x, y, z)"];
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (condition, x, y, z) => {
      expect(typeof evaluate(condition, { x, y, z } as Context)).toBe("boolean");
      expect(evaluate(condition, { y, z } as Context)).toBe(condition === "is_empty(x)");
    }),
    { numRuns: 2_000 },
  );
});

test("a key with the name of a comparison stays a key", () => {
  const context = { between: "1", before: "x", is_choice: { id: "a" }, answers_yes: "não", after: 3 };
  expect(evaluate('between == 1 and before == "x" and is_choice.id == "a" and after > 2 and not answers_yes(answers_yes)', context)).toBe(
    true,
  );
});
