import { expect, test } from "vitest";
import { z } from "zod";
import { defineNode, type NodeType } from "../define-node.ts";
import { text } from "../options.ts";
import type { Context, FlowGraph } from "../types.ts";
import { validate } from "./validate.ts";

/** A type whose options hold others: a list of choices with an exit each, and headers that are templates. */
const menu: NodeType = defineNode({
  type: "menu",
  family: "listen",
  config: z.object({
    choices: z.array(z.object({ id: text(), title: text() })).default([]),
    headers: z.array(z.object({ name: text(), value: text() })).default([]),
  }),
  defaults: {},
  exits: ({ choices }) => choices.map(({ id }) => id),
  exitLabel: ({ choices }, exit) => choices.find(({ id }) => id === exit)?.title ?? null,
  summary: () => "",
  templates: ({ headers }) => Object.fromEntries(headers.map(({ value }, index) => [`headers.${index}.value`, value])),
  sets: () => [],
  waits: () => true,
  check: ({ choices }) =>
    choices.flatMap(({ title }, index) =>
      title === "" ? [{ severity: "warning", code: "no_title", field: `choices.${index}.title`, message: "has no title" } as const] : [],
    ),
  enter: () => ({ exit: "next" }),
});

const yesNo = [
  { id: "yes", title: "Yes, please" },
  { id: "no", title: "No" },
];
const flow = (config: Context, exits: string[] = []): FlowGraph => ({
  nodes: [{ id: "a", name: "Menu", node_type: "menu", config, position: { x: 0, y: 0 } }],
  transitions: exits.map((exit) => ({ id: exit, from: "a", to: "a", exit, condition: null })),
  start: "a",
});
const issuesOf = (graph: FlowGraph) => validate(graph, new Map([["menu", menu]]));

test.each<[string, FlowGraph, string[]]>([
  ["an option that is refused inside a row", flow({ choices: [yesNo[0] ?? {}, { id: "no", title: {} }] }), ["bad_config choices.1.title"]],
  ["a row that is none", flow({ choices: ["yes"] }), ["bad_config choices.0"]],
  [
    "a template inside a row",
    flow({
      headers: [
        { name: "A", value: "{{ last_message }}" },
        { name: "B", value: "{{ x " },
      ],
    }),
    ["bad_template headers.1.value"],
  ],
  ["a path that nothing sets, inside a row", flow({ headers: [{ name: "A", value: "{{ age }}" }] }), ["unknown_path headers.0.value"]],
  ["what the type itself finds inside a row", flow({ choices: [{ id: "yes", title: "" }] }, ["yes"]), ["no_title choices.0.title"]],
  [
    "an option that nobody knows, but not what an option holds inside",
    flow({ colour: "red", headers: [{ x: 1 }] }),
    ["unknown_option colour"],
  ],
])("%s is told by its path", (_, graph, expected) => {
  expect(issuesOf(graph).map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
});

test("an exit that leads nowhere is told as its author calls it, and known by its id", () => {
  expect(issuesOf(flow({ choices: yesNo }, ["no"]))).toMatchObject([
    { code: "dangling_exit", params: { exit: "yes" }, message: expect.stringContaining('"Yes, please"') },
  ]);
});

test("a choice with another title keeps its transition; one that is gone leaves it behind, with an issue", () => {
  const exits = ["yes", "no"];
  const renamed = yesNo.map((choice) => ({ ...choice, title: `${choice.title}!` }));
  expect(issuesOf(flow({ choices: renamed }, exits))).toEqual([]);
  expect(issuesOf(flow({ choices: yesNo.slice(1) }, exits))).toMatchObject([{ code: "unknown_exit", transition_id: "yes" }]);
});

test("a secret is told where no text may write one, and nowhere else", () => {
  const graph = flow({ headers: [{ name: "A", value: "{{ secret.key }}" }] });
  expect(issuesOf(graph)).toMatchObject([
    { severity: "error", code: "bad_template", field: "headers.0.value", problem: { code: "secret_not_here" } },
  ]);
  expect(validate(graph, new Map([["menu", { ...menu, takesSecrets: true }]]))).toEqual([]);
});
