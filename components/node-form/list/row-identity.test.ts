import { expect, test } from "vitest";
import { carryKeys, isBlankRow, moveRow, NO_ROWS } from "./row-identity.ts";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];
const first = carryKeys(NO_ROWS, [a, b, c]);

test.each([
  ["nothing happened", [a, b, c], ["row1", "row2", "row3"]],
  ["a row was written in", [a, { name: "B" }, c], ["row1", "row2", "row3"]],
  ["a row moved", [c, a, b], ["row3", "row1", "row2"]],
  ["a row went", [a, c], ["row1", "row3"]],
  ["the first row went", [b, c], ["row2", "row3"]],
  ["a row came in between", [a, { name: "" }, b, c], ["row1", "row4", "row2", "row3"]],
  ["a row came at the end", [a, b, c, { name: "" }], ["row1", "row2", "row3", "row4"]],
  ["a row went and another came", [b, c, { name: "" }], ["row2", "row3", "row4"]],
  ["two rows came", [{ name: "x" }, { name: "y" }, a, b, c], ["row4", "row5", "row1", "row2", "row3"]],
  ["all went", [], []],
])("after %s the rows that stayed keep their keys", (_, rows, keys) => {
  expect(carryKeys(first, rows).keys).toEqual(keys);
});

test("a key that went is never given again", () => {
  const without = carryKeys(first, [a]);
  expect(carryKeys(without, [a, { name: "d" }]).keys).toEqual(["row1", "row4"]);
});

test("the same row twice has two keys", () => {
  expect(carryKeys(NO_ROWS, [a, a]).keys).toEqual(["row1", "row2"]);
  expect(carryKeys(carryKeys(NO_ROWS, [a]), [a, a]).keys).toEqual(["row1", "row2"]);
});

test.each([
  [0, 2, ["b", "c", "a"]],
  [2, 0, ["c", "a", "b"]],
  [1, 1, ["a", "b", "c"]],
  [0, -1, ["a", "b", "c"]],
  [2, 3, ["a", "b", "c"]],
])("row %i moved to %i", (from, to, expected) => {
  expect(moveRow(["a", "b", "c"], from, to)).toEqual(expected);
});

test.each([
  [{ name: "", value: "" }, true],
  [{ id: "choice1", title: "", words: [] }, true],
  [{ id: "choice1", title: "Yes" }, false],
  [{ name: 0 }, false],
  [{}, true],
  ["", true],
  [null, true],
  ["x", false],
])("of the row %j it is %s that nothing was written in it", (row, expected) => {
  expect(isBlankRow(row)).toBe(expected);
});
