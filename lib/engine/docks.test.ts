import { expect, test } from "vitest";
import { docksOf } from "./docks.ts";
import type { FlowGraph } from "./types.ts";
import { validate } from "./validate/validate.ts";

const way = (from: string, to: string, condition: string | null = null, exit = "next") => ({
  id: `${from}${to}${exit}`,
  from,
  to,
  exit,
  condition,
});

function flow(docks: Record<string, string>, transitions: FlowGraph["transitions"]): FlowGraph {
  const nodes = ["a", "b", "c"].map((id) => ({
    id,
    name: id.toUpperCase(),
    node_type: "end",
    config: {},
    position: { x: 0, y: 0 },
    ...(docks[id] === undefined ? {} : { docked_to: docks[id] }),
  }));
  return { nodes, transitions, start: "a" };
}

test.each<[string, Record<string, string>, FlowGraph["transitions"], string[]]>([
  ["holds where the one above leads to it alone", { b: "a" }, [way("a", "b")], ["b under a"]],
  ["holds over several", { b: "a", c: "b" }, [way("a", "b"), way("b", "c")], ["b under a", "c under b"]],
  ["holds beside another exit", { b: "a" }, [way("a", "b"), way("a", "c", null, "error")], ["b under a"]],
  ["does not hold without a way", { b: "a" }, [way("b", "a")], []],
  ["does not hold on a condition", { b: "a" }, [way("a", "b", "x")], []],
  ["does not hold where the exit branches", { b: "a" }, [way("a", "c", "x"), way("a", "b")], []],
  ["does not hold to a node that is not there", { b: "z" }, [way("a", "b")], []],
  ["does not hold in a circle", { a: "b", b: "a" }, [way("a", "b"), way("b", "a")], ["a under b"]],
  ["holds for one card below another", { b: "a", c: "a" }, [way("a", "b"), way("a", "c", null, "error")], ["b under a"]],
])("a dock %s", (_, docks, transitions, expected) => {
  const graph = flow(docks, transitions);
  expect([...docksOf(graph).above].map(([lower, upper]) => `${lower} under ${upper}`)).toEqual(expected);
  const loose = validate(graph, new Map()).filter(({ code }) => code === "loose_dock");
  expect(loose.length).toBe(Object.keys(docks).length - expected.length);
});
