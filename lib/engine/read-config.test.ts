import { expect, test } from "vitest";
import { z } from "zod";
import { defineNode, type NodeType } from "./define-node.ts";
import { exitLabel, readNode } from "./read-config.ts";

const choice = z.object({ id: z.string(), title: z.string() });
const menu: NodeType = defineNode({
  type: "menu",
  family: "listen",
  config: z.object({ choices: z.array(choice).default([]), wait: z.number().default(0) }),
  defaults: { choices: [{ id: "first", title: "First" }] },
  exits: ({ choices, wait }) => [...choices.map(({ id }) => id), ...(wait > 0 ? ["timeout"] : [])],
  exitLabel: ({ choices }, exit) => choices.find(({ id }) => id === exit)?.title ?? null,
  summary: () => "",
  templates: () => ({}),
  sets: () => [],
  enter: () => ({ exit: "next" }),
});
const types = new Map([["menu", menu]]);
const exitsOf = (config: Parameters<typeof readNode>[0]["config"]) => {
  const read = readNode({ node_type: "menu", config }, types);
  return read && read.type.exits(read.config).map((exit) => [exit, exitLabel(read, exit)]);
};

test.each<[string, Parameters<typeof exitsOf>[0], [string, string | null][]]>([
  ["a valid config has its own exits, by the names that its author gave", { choices: [{ id: "a", title: "Sales" }] }, [["a", "Sales"]]],
  [
    "an exit that the author did not name is the type's to name",
    { choices: [{ id: "a", title: " " }], wait: 5 },
    [
      ["a", null],
      ["timeout", null],
    ],
  ],
  [
    "an option that is not valid leaves the exits of the others",
    { choices: [{ id: "a", title: "Sales" }], wait: "soon" },
    [["a", "Sales"]],
  ],
  ["where the exits themselves can not be read, the defaults have theirs", { choices: [{ id: 7 }], wait: 0 }, [["first", "First"]]],
])("%s", (_, config, expected) => {
  expect(exitsOf(config)).toEqual(expected);
});

test("a type that is not installed is not read", () => {
  expect(readNode({ node_type: "fax", config: {} }, types)).toBeNull();
});
