import { expect, test } from "vitest";
import { numbersIn, readPosition } from "./position.ts";

test.each<[string, number]>([
  ...["2", " 2 ", "2.", "2)", "(2)", "[2]", "2-", "- 2", "#2", "*2*", '"2"', "2!", "02", "2\u200b", "\u200f2"].map(
    (text): [string, number] => [text, 2],
  ),
  ...["2️⃣", "2⃣", "２", "٢", "۲", "२", "②", "⑵", "⒉", "𝟚", "²"].map((text): [string, number] => [text, 2]),
  ...[
    "opção 2",
    "Opcao 2",
    "OPÇÃO: 2",
    "a opção 2",
    "a 2",
    "o 2",
    "option 2",
    "the 2",
    "opción 2",
    "nº 2",
    "n° 2",
    "n. 2",
    "№ 2",
    "número 2",
    "number 2",
  ].map((text): [string, number] => [text, 2]),
  ...["item 2", "opção2", "opção #2", "2ª", "2º", "2a opção", "2nd", "2° item", "dois", "Duas", "two", "dos", "opção dois", "o dois."].map(
    (text): [string, number] => [text, 2],
  ),
  ["🔟", 10],
  ["1️⃣0️⃣", 10],
  ["١٠", 10],
  ["dez", 10],
  ["três", 3],
  ["0", 0],
  ["1234", 1234],
])("%j is the place %i", (text, position) => {
  expect(readPosition(text)).toBe(position);
});

test.each([
  ..."|opção|a|sim|segunda|2 e 3|2 ou 3|1 2|2,5|2.5|2/3|2-3|1.000|12345|2 pessoas|duas pessoas|quero 2|2x|v2|às 2|nove horas|ve|5511999990000".split(
    "|",
  ),
])("%j is no place", (text) => {
  expect(readPosition(text)).toBeNull();
});

test.each<[string, number[]]>([
  ["2 pessoas, mesa 10", [2, 10]],
  ["às 14h30", [14, 30]],
  ["sala 007 e 7", [7]],
  ["cpf 12345678900", []],
  ["٢", [2]],
  ["nada", []],
])("the numbers in %j are %j", (text, numbers) => {
  expect([...numbersIn(text)]).toEqual(numbers);
});
