import { expect, test } from "vitest";
import type { FlowGraph } from "../engine/types.ts";
import { triedConditions, type Way, wayText } from "./way.ts";

const node = (id: string, name: string, node_type = "decision") => ({ id, name, node_type, config: {}, position: { x: 0, y: 0 } });
const transition = (id: string, to: string, condition: string | null = null, exit = "next", from = "ask") => ({
  id,
  from,
  to,
  exit,
  condition,
});
const graph: FlowGraph = {
  nodes: [node("ask", "Confirmou?"), node("booked", "Marcado"), node("other", "Mudar o dia"), node("wait", "Esperar", "wait_for_input")],
  transitions: [
    transition("t1", "booked", 'confirma == "sim"'),
    transition("late", "other", null, "timeout", "wait"),
    transition("t2", "other", "idade - 2 > 0"),
    transition("t3", "other"),
    transition("t4", "ask", null, "next", "wait"),
  ],
  start: "ask",
};
const way = (given: Partial<Way>): Way => ({ nodeId: "ask", exit: "next", transitionId: null, ...given });
const tried = (...values: (boolean | null)[]) => values.map((value, index) => ({ transitionId: `t${index + 1}`, value }));

test.each<[string, Way, [number, boolean | null][], string | null]>([
  [
    "the first condition held",
    way({ transitionId: "t1", conditions: tried(true) }),
    [[1, true]],
    "Condição 1: confirma é “sim” ✓ → “Marcado”",
  ],
  [
    "the second held",
    way({ transitionId: "t2", conditions: tried(false, true) }),
    [
      [1, false],
      [2, true],
    ],
    "Condição 2: idade - 2 > 0 ✓ → “Mudar o dia”",
  ],
  [
    "none held, and otherwise was taken",
    way({ transitionId: "t3", conditions: tried(false, false) }),
    [
      [1, false],
      [2, false],
    ],
    "Nenhuma condição valeu: senão → “Mudar o dia”",
  ],
  [
    "none held, and nothing was left",
    way({ conditions: tried(false, false) }),
    [
      [1, false],
      [2, false],
    ],
    "Nenhuma condição valeu",
  ],
  [
    "one could not be evaluated",
    way({ exit: null, conditions: tried(false, null) }),
    [
      [1, false],
      [2, null],
    ],
    "Não deu para verificar a condição 2: idade - 2 > 0",
  ],
  [
    "of a visit of before, by the way it took",
    way({ transitionId: "t2" }),
    [
      [1, false],
      [2, true],
    ],
    "Condição 2: idade - 2 > 0 ✓ → “Mudar o dia”",
  ],
  ["nothing was to be decided", way({ nodeId: "wait", transitionId: "t4" }), [], "Seguiu para “Confirmou?”"],
  ["an exit of its own", way({ nodeId: "wait", exit: "timeout", transitionId: "late" }), [], "Saiu por “Tempo esgotado” → “Mudar o dia”"],
  ["no way was taken", way({ exit: null }), [], null],
  ["of a transition that the version does not have", way({ transitionId: "gone" }), [], null],
])("%s", (_, given, conditions, text) => {
  expect(triedConditions(given, graph).map(({ order, value }) => [order, value])).toEqual(conditions);
  expect(wayText(given, graph, "pt-BR")).toBe(text);
});
