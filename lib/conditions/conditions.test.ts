import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, isTruthy } from "../engine/condition.ts";
import type { Context } from "../engine/types.ts";
import { conditionToRows } from "./condition-to-rows.ts";
import { dateOperand, numberOperand, shownDate } from "./operands.ts";
import { COMPARISONS, type Group, isComplete, type Operand, type Row, type Rows, TAKES } from "./rows.ts";
import { rowsToCode } from "./rows-to-code.ts";
import { conditionSentence } from "./sentence.ts";

const say = (code: string, locale: "pt-BR" | "en" = "pt-BR") => conditionSentence(code, locale);

/** Code, what it is in people's words, and the code that the rows write (the same where there is none). */
const SAID: [code: string, pt: string, en: string][] = [
  ["answers_yes(confirma)", "confirma responde sim", "confirma answers yes"],
  ["not answers_no(confirma)", "confirma não responde não", "confirma does not answer no"],
  ["is_choice(servico, 2)", "servico é a opção 2", "servico is choice 2"],
  ["is_choice(servico, [1, 2, 3])", "servico é a opção 1, 2 ou 3", "servico is choice 1, 2, or 3"],
  ['same_text(cidade, "São Paulo")', "cidade é “São Paulo”", "cidade is “São Paulo”"],
  ['not same_text(cidade, ["a", "b"])', "cidade não é nenhum destes: “a” ou “b”", "cidade is none of “a” or “b”"],
  ['contains_any(m, ["preço", "valor"])', "m contém algum destes: “preço” ou “valor”", "m contains any of “preço” or “valor”"],
  ['contains_all(m, ["a", "b"])', "m contém todos estes: “a” e “b”", "m contains all of “a” and “b”"],
  ["between(idade, 18, 30)", "idade está entre 18 e 30", "idade is between 18 and 30"],
  ["preco > 12.5", "preco é maior que 12,5", "preco is more than 12.5"],
  ['before(dia, "2026-12-05")', "dia é antes de 05/12/2026", "dia is before 12/05/2026"],
  ["after(dia, today)", "dia é depois de hoje", "dia is after today"],
  ['between(hora, "08:00", "18:00")', "hora está entre 08:00 e 18:00", "hora is between 08:00 and 18:00"],
  ["hour(now) >= 8", "hora atual é pelo menos 8", "hour of now is at least 8"],
  ["is_empty(nome_do_paciente)", "nome do paciente está vazio", "nome do paciente is empty"],
  ['same_text(contact.name, "Ana")', "nome do contato é “Ana”", "name of the contact is “Ana”"],
  [
    "between(a, 1, 2) and (answers_yes(b) or is_number(c))",
    "a está entre 1 e 2 e (b responde sim ou c é um número)",
    "a is between 1 and 2 and (b answers yes or c is a number)",
  ],
  ["false", "ainda sem condição", "no condition yet"],
  ["false and (same_text(x, none))", "x é …", "x is …"],
  // As they were chosen, and as people write them.
  ['lower(confirma) == "sim"', "confirma é “sim”", "confirma is “sim”"],
  ["x == 1", "x é igual a 1", "x equals 1"],
  ['x == "1"', "x é “1”", "x is “1”"],
  ['x != "a"', "x não é “a”", "x is not “a”"],
  ['x in ["1", "2"]', "x é um destes: “1” ou “2”", "x is one of “1” or “2”"],
  ['lower(trim(x)) not in ["a"]', "x não é nenhum destes: “a”", "x is none of “a”"],
  ['"a" in x', "x contém “a”", "x contains “a”"],
  ['"a" not in lower(x)', "x não contém “a”", "x does not contain “a”"],
  ["x > 3", "x é maior que 3", "x is more than 3"],
  ["18 <= x", "x é pelo menos 18", "x is at least 18"],
  ["18 <= x <= 65", "x está entre 18 e 65", "x is between 18 and 65"],
  ["not x > -3", "x não é maior que -3", "x is not more than -3"],
  ["len(documento) >= 11", "tamanho de documento é pelo menos 11", "length of documento is at least 11"],
  ["len(x) == 0", "x está vazio", "x is empty"],
  ["len(x) > 0", "x não está vazio", "x is not empty"],
  ["x == ''", "x está vazio", "x is empty"],
  ["x is defined", "x não está vazio", "x is not empty"],
  ["x is none", "x está vazio", "x is empty"],
  ["ok", "ok é verdadeiro", "ok is true"],
  ["resposta.ok == false", "resposta.ok não é verdadeiro", "resposta.ok is not true"],
  ["x.strip().lower() == 'sim'", "x é “sim”", "x is “sim”"],
  ["x|trim|lower == 'sim'", "x é “sim”", "x is “sim”"],
  ["startswith(lower(trim(x)), 's')", "x começa com “s”", "x begins with “s”"],
  ["x.includes('a')", "x contém “a”", "x contains “a”"],
  [
    'int(pessoas) >= 10 and (prazo == 1 or "mês" in lower(prazo))',
    "pessoas é pelo menos 10 e (prazo é igual a 1 ou prazo contém “mês”)",
    "pessoas is at least 10 and (prazo equals 1 or prazo contains “mês”)",
  ],
  ["a == 1 or b == 2 and c == 3", "a é igual a 1 ou (b é igual a 2 e c é igual a 3)", "a equals 1 or (b equals 2 and c equals 3)"],
  ["not (a == 1 or b == 2)", "a é diferente de 1 e b é diferente de 2", "a does not equal 1 and b does not equal 2"],
  ['context["primeiro nome"] == "a"', "primeiro nome é “a”", "primeiro nome is “a”"],
  ["x == y", "x é y", "x is y"],
  ["before(dia, add(now, hours=2))", "dia é antes de add(now, hours=2)", "dia is before add(now, hours=2)"],
];

test.each(SAID)("%s is said", (code, pt, en) => {
  expect([say(code), say(code, "en")]).toEqual([pt, en]);
});

test.each(SAID)("%s is written back so that it says and means the same", (code) => {
  const rows = conditionToRows(code);
  if (rows === null) throw new Error("no rows");
  const again = rowsToCode(rows);
  expect(conditionToRows(again)).toEqual(rows);
  expect(say(again)).toBe(say(code));
  const values = ["", "1", "2", "18", "30", "a", "sim", "Sim", "não", "s", "2026-12-01", "mês que vem", null, true, false, 1, 3];
  const keys = ["x", "y", "a", "b", "c", "ok", "idade", "prazo", "pessoas", "cidade", "confirma", "servico", "m", "preco", "dia", "hora"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...values), { minLength: keys.length, maxLength: keys.length }), (given) => {
      const context: Context = Object.fromEntries(keys.map((key, index) => [key, given[index] ?? null]));
      const holds = (each: string) =>
        isTruthy(evaluate(each, { ...context, resposta: { ok: given[0] ?? null } }, { now: "2026-11-30T10:00:00Z" }));
      expect(holds(again)).toBe(holds(code));
    }),
    { numRuns: 30 },
  );
});

test.each([
  "",
  "x == ",
  "a + b == 3",
  "1 if a else b",
  "a and (b or (c and d))",
  "x[y] == 1",
  "items[0:2] == []",
  "1 < x < 5",
  "x in []",
  '"a"',
])("%j is no rows, and is said as it is written", (code) => {
  expect(conditionToRows(code)).toBeNull();
  expect(say(code)).toBe(code);
});

test("those who know a value and its choices by their names say so", () => {
  const names = { value: () => "Serviço", choice: (_: string, wanted: string | number) => (wanted === "exam" ? "Exame" : null) };
  expect(conditionSentence('is_choice(s, "exam")', "pt-BR", names)).toBe("Serviço é a opção “Exame”");
  expect(conditionSentence('is_choice(s, ["exam", "other"])', "en", names)).toBe("Serviço is choice “Exame” or “other”");
});

test("an unfinished row keeps a condition from holding, negated or beside others", () => {
  const row = (more: Partial<Row>): Row => ({ value: "x", comparison: "same_text", negated: false, with: [null], ...more });
  for (const items of [
    [row({ negated: true })],
    [row({}), row({ comparison: "answers_yes", with: [] })],
    [row({ comparison: "contains_any", with: [] })],
    [],
  ])
    for (const join of ["and", "or"] as const) expect(evaluate(rowsToCode({ join, items }), { x: "sim" })).toBe(false);
});

test.each([
  ["12,5", "pt-BR", 12.5],
  ["1.234,56", "pt-BR", 1234.56],
  ["12.5", "en", 12.5],
  ["abc", "pt-BR", null],
  ["12,", "pt-BR", 12],
] as const)("the number %s in %s is %s", (text, locale, number) => {
  expect(numberOperand(text, locale)).toEqual(number === null ? null : { number });
});

test.each([
  ["05/12/2026", "pt-BR", "2026-12-05", "05/12/2026"],
  ["12/05/2026", "en", "2026-12-05", "12/05/2026"],
  ["5/12/26 14:30", "pt-BR", "2026-12-05T14:30", "05/12/2026 14:30"],
  ["14h", "pt-BR", "14:00", "14:00"],
  ["2026-12-05", "en", "2026-12-05", "12/05/2026"],
  ["amanhã", "pt-BR", null, null],
  ["5", "pt-BR", null, null],
] as const)("the date %s in %s is kept as %s and shown as %s", (text, locale, kept, shown) => {
  expect(dateOperand(text, locale)).toEqual(kept === null ? null : { text: kept });
  if (kept !== null) expect(shownDate(kept, locale)).toBe(shown);
});

const words = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom("sim", 'a"b', "\\", "none", "a, b", "1"),
);
const texts = words.map((text): Operand => ({ text }));
const numbers = fc
  .oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((each) => Number(each.toFixed(4)) + 0),
  )
  .map((number): Operand => ({ number }));
const paths = fc.constantFrom("nome", "contact.name", "itens[0].preço", 'context["first-name"]', "hour(now)", "opção");
const rows: fc.Arbitrary<Row> = fc
  .record({
    value: paths,
    comparison: fc.constantFrom(...COMPARISONS),
    negated: fc.boolean(),
    with: fc.array(
      fc.oneof(
        texts,
        paths.map((value): Operand => ({ value })),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    numbers: fc.tuple(numbers, numbers),
    missing: fc.boolean(),
  })
  .map(({ with: operands, numbers: [a, b], missing, ...row }): Row => {
    const takes = TAKES[row.comparison];
    if (takes === "nothing") return { ...row, with: [] };
    if (takes === "many") return { ...row, with: missing ? [] : operands };
    if (missing) return { ...row, with: takes === "two" ? [a, null] : [null] };
    if (takes === "two") return { ...row, with: [a, b] };
    return {
      ...row,
      with:
        row.comparison === "same_text" || row.comparison.includes("contains") || row.comparison === "begins_with"
          ? operands.slice(0, 1)
          : [a],
    };
  });
const groups: fc.Arbitrary<Group> = fc.record({
  join: fc.constantFrom("and" as const, "or" as const),
  rows: fc.array(rows, { minLength: 2, maxLength: 3 }),
});
const conditions: fc.Arbitrary<Rows> = fc
  .record({ join: fc.constantFrom("and" as const, "or" as const), items: fc.array(fc.oneof(rows, groups), { minLength: 2, maxLength: 4 }) })
  .filter((condition) => rowsToCode(condition).length <= 2_000);

test("what is chosen is written so that the same rows come back, whatever is in them", () => {
  fc.assert(
    fc.property(conditions, (condition) => {
      expect(conditionToRows(rowsToCode(condition))).toEqual(condition);
    }),
    { numRuns: 1_500 },
  );
  fc.assert(
    fc.property(rows, (row) => {
      expect(conditionToRows(rowsToCode({ join: "and", items: [row] }))).toEqual({ join: "and", items: [row] });
      expect(rowsToCode({ join: "and", items: [row] }).startsWith("false and")).toBe(!isComplete(row));
    }),
  );
});

test("whatever is written, rows come out that say the same, or none", () => {
  const pieces = fc.constantFrom(
    ..."x y == != 'a' 1 and or not ( ) in [ ] , lower( is_empty( same_text( > none true .strip() |lower is defined".split(" "),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const code = parts.join(" ");
      const read = conditionToRows(code);
      if (read === null) return;
      const again = rowsToCode(read);
      for (const x of ["a", "", "1", null])
        for (const y of ["a", null]) expect(isTruthy(evaluate(again, { x, y }))).toBe(isTruthy(evaluate(code, { x, y })));
    }),
    { numRuns: 4_000 },
  );
});
