import fc from "fast-check";
import { expect, test } from "vitest";
import { editsBetween, joinWords, type Nearness, nearness, prepareTyped } from "./slip.ts";

test.each<[string, string, Nearness]>([
  ["agendr", "agendar", "error"],
  ["agendaar", "agendar", "error"],
  ["agemdar", "agendar", "error"],
  ["agednar", "agendar", "error"],
  ["tarrde", "tarde", "error"],
  ["falar com atendnte", "falar com atendente", "error"],
  ["fala com atendnte", "falar com atendente", "far"],
  ["agedar cancelar", "agendar", "far"],
  ["sin", "sim", "near"],
  ["azuk", "azul", "near"],
  ["via", "dia", "near"],
  ["sala 102", "sala 101", "near"],
  ["pedido12346", "pedido12345", "near"],
  ["tarde1", "tarde", "near"],
  ["agnedra", "agendar", "far"],
  ["xyz", "agendar", "far"],
  ["plano a mesal", "plano a mensal", "error"],
  ["plano a mesal", "plano b mensal", "far"],
  ["plano b mensal", "plano a mensal", "near"],
  ["agendar", "", "far"],
])("%j is to %j: %s", (typed, wanted, expected) => {
  const prepared = prepareTyped(typed);
  expect(prepared === null ? null : nearness(prepared, wanted)).toBe(expected);
});

test.each([
  ["segundavia", "segunda via", true],
  ["guarda chuva", "guarda-chuva", true],
  ["a 1", "a1", true],
  ["1 2", "12", false],
  ["1 - 2", "12", false],
  ["1 - 2", "1 2", true],
])("%j and %j are the same but for what is between the words: %s", (a, b, same) => {
  expect(joinWords(a) === joinWords(b)).toBe(same);
});

/** The textbook's table, all of it. */
function edits(a: readonly string[], b: readonly string[]): number {
  const table = [...a, ""].map(() => [...b, ""].map(() => 0));
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = 0; row <= a.length; row++) {
    for (let column = 0; column <= b.length; column++) {
      const ways = row === 0 ? [column] : column === 0 ? [row] : [at(row - 1, column) + 1, at(row, column - 1) + 1];
      if (row > 0 && column > 0) ways.push(at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) ways.push(at(row - 2, column - 2) + 1);
      (table[row] ?? [])[column] = Math.min(...ways);
    }
  }
  return at(a.length, b.length);
}

test("counting edits up to a limit gives what counting all of them gives", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 1, max: 4 }), (a, b, most) => {
      expect(editsBetween(a, b, most)).toBe(Math.min(edits(a, b), most + 1));
    }),
    { numRuns: 3000 },
  );
});
