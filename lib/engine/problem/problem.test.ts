import { expect, test } from "vitest";
import { evaluate } from "../condition.ts";
import { toProblem } from "./problem.ts";
import { render } from "../template.ts";

const faces = "😀".repeat(40);

test.each<[string, () => unknown]>([
  ["a value", () => evaluate("-x", { x: `a${faces}` })],
  ["a place", () => evaluate(`1 2 ${faces}`, {})],
  ["an odd place", () => evaluate(`1 2a${faces}`, {})],
  ["half a character", () => evaluate("-'\\ud800'", {})],
  ["a character that can not be stored", () => evaluate("-x", { x: "a\u0000b" })],
  ["an output", () => render(`{{ "${faces}`, {})],
  ["an odd output", () => render(`{{ "a${faces}`, {})],
  ["a filter", () => render(`{{ x | ${faces} }}`, {})],
])("a problem that quotes %s can be stored", (_, run) => {
  let problem;
  try {
    run();
  } catch (error) {
    problem = toProblem(error);
  }
  expect(problem).toBeDefined();
  expect(JSON.stringify(problem).replaceAll("\\\\", "")).not.toMatch(/\\ud[89a-f]|\\u0000/);
});
