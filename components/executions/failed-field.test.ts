import { expect, test } from "vitest";
import { problem } from "#lib/engine/problem/problem.ts";
import { failedField } from "./failed-field.ts";

const why = problem("no_reason");
const inNode = (inner: ReturnType<typeof problem>) => problem("in_node", { node: "Atacado?", node_type: "decision", problem: inner });

test.each([
  [
    "a condition",
    inNode(problem("in_numbered_condition", { order: 1, condition: "n - 2 > 0", transition: "t3", problem: why })),
    "condition:t3",
  ],
  ["a condition of before they were numbered", inNode(problem("in_condition", { transition: "t3", problem: why })), "condition:t3"],
  ["an option", inNode(problem("in_field", { field: "message", problem: why })), "message"],
  ["the node as a whole", inNode(why), null],
])("%s", (_, failure, field) => {
  expect(failedField(failure)).toBe(field);
});
