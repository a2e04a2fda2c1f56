import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvError, CsvReader, type Delimiter, DELIMITERS, delimiterOf, LONGEST_RECORD } from "./read-csv.ts";

function read(text: string, delimiter: Delimiter = ",", size = text.length + 1) {
  const reader = new CsvReader(delimiter);
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}
const cells = (text: string, delimiter?: Delimiter) => read(text, delimiter).map((record) => record.cells);

test.each<[string, Delimiter, string[][]]>([
  [
    "a,b\nc,d",
    ",",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a;b\r\nc;d\r\n",
    ";",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a\tb\rc\td\r",
    "\t",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ['"a, b","c ""d"""', ",", [["a, b", 'c "d"']]],
  ['"a\r\nb",c', ",", [["a\r\nb", "c"]]],
  ['a"b,c" d', ",", [['a"b', 'c" d']]],
  [' a , "b" ', ",", [["a", '"b"']]],
  ['"a" x,b', ",", [["a x", "b"]]],
  [",,\n", ",", []],
  [
    "a,\n,b",
    ",",
    [
      ["a", ""],
      ["", "b"],
    ],
  ],
  ["", ",", []],
  ["👍,ção", ",", [["👍", "ção"]]],
])("%j parted by %j", (text, delimiter, records) => expect(cells(text, delimiter)).toEqual(records));

test("records are numbered as a spreadsheet numbers its rows, blank ones too", () => {
  expect(read("a\n\n  \nb\n").map(({ n }) => n)).toEqual([1, 4]);
});

test("whatever is written is read as it was, in pieces of any size", () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "\n", "\r", "a", "é", " ", "👍") }).map((text) => text.trim());
  fc.assert(
    fc.property(
      fc.array(
        fc.array(cell, { minLength: 1, maxLength: 4 }).filter((record) => record.some((text) => text !== "")),
        { maxLength: 6 },
      ),
      fc.constantFrom(...DELIMITERS),
      fc.integer({ min: 1, max: 7 }),
      (records, delimiter, size) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const written = records.map((record) => record.map(quoted).join(delimiter)).join("\r\n");
        expect(read(written, delimiter, size).map((record) => record.cells)).toEqual(records);
      },
    ),
  );
});

test("a quote that is never closed is told with its record, and takes no more memory than a record may", () => {
  expect(() => read('a\nb\n"c\nd')).toThrow(new CsvError("open_quote", 3));
  const reader = new CsvReader(",");
  reader.push('a\n"');
  expect(() => {
    for (let n = 0; n < 10; n += 1) reader.push("x".repeat(LONGEST_RECORD / 5));
  }).toThrow(new CsvError("record_too_long", 2));
});

test.each([
  ["nome;telefone", ";"],
  ["nome,telefone;x,y", ","],
  ["nome\ttelefone", "\t"],
  ['"a,b,c";d', ";"],
  ["telefone", ","],
])("%j is parted by %j", (line, delimiter) => expect(delimiterOf(line)).toBe(delimiter));
