import { expect, test } from "vitest";
import { flowGraphSchema } from "./graph-schema.ts";

const end = { id: "end", node_type: "end" };
const way = (id: string, from: string, to: string) => ({ id, from, to });
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

test("what is left out gets its default, and a nameless node its id as a name", () => {
  const graph = flowGraphSchema.parse({ nodes: [end], transitions: [way("t", "end", "end")] });
  expect(graph).toEqual({
    nodes: [{ id: "end", name: "end", node_type: "end", config: {}, position: { x: 0, y: 0 } }],
    transitions: [{ id: "t", from: "end", to: "end", exit: "next", condition: null }],
    start: null,
  });
});

test("a graph without notes stays without them, and one with notes keeps them as they are", () => {
  const notes = [{ id: "why", text: "Asked by the sales team", position: { x: 8, y: -20 }, size: { width: 240, height: 120 } }];
  expect(flowGraphSchema.parse({ nodes: [], transitions: [] })).not.toHaveProperty("notes");
  expect(flowGraphSchema.parse({ nodes: [], transitions: [], notes }).notes).toEqual(notes);
});

test("a docked node keeps what it is docked to, and others have no such field", () => {
  const parsed = flowGraphSchema.parse({ nodes: [end, { ...end, id: "b", docked_to: "end" }], transitions: [] });
  expect(parsed.nodes.map((node) => ("docked_to" in node ? node.docked_to : null))).toEqual([null, "end"]);
});

test.each<[string, unknown, string]>([
  ["a duplicate node", { nodes: [end, end], transitions: [] }, 'nodes.1.id: another node already has the id "end"'],
  [
    "a duplicate transition",
    { nodes: [end], transitions: [way("t", "end", "end"), way("t", "end", "end")] },
    'transitions.1.id: another transition already has the id "t"',
  ],
  [
    "a way to a node that is not there",
    { nodes: [end], transitions: [way("t", "end", "gone")] },
    'transitions.0.to: there is no node "gone"',
  ],
  [
    "a way from a node that is not there",
    { nodes: [end], transitions: [way("t", "gone", "end")] },
    'transitions.0.from: there is no node "gone"',
  ],
  [
    "a duplicate note",
    { nodes: [], transitions: [], notes: [{ id: "a" }, { id: "a" }] },
    'notes.1.id: another note already has the id "a"',
  ],
  ["a key it does not know", { nodes: [], transitions: [], color: "red" }, ': Unrecognized key: "color"'],
  ["an empty id", { nodes: [{ ...end, id: "" }], transitions: [] }, "nodes.0.id: Too small: expected string to have >=1 characters"],
  [
    "a node whose own address would be another's",
    { nodes: [{ ...end, id: ".." }], transitions: [] },
    'nodes.0.id: must not be "." or ".."',
  ],
  [
    "a transition whose own address would be another's",
    { nodes: [end], transitions: [way(".", "end", "end")] },
    'transitions.0.id: must not be "." or ".."',
  ],
  [
    "a config nested too deeply",
    { nodes: [{ ...end, config: { a: nested(70) } }], transitions: [] },
    "nodes.0.config: must be a JSON object",
  ],
  [
    "a config with a key that reaches a prototype",
    { nodes: [{ ...end, config: { a: JSON.parse('{"__proto__":1}') as unknown } }], transitions: [] },
    "nodes.0.config: must be a JSON object",
  ],
  [
    "a config with what is not JSON",
    { nodes: [{ ...end, config: { a: () => 1 } }], transitions: [] },
    "nodes.0.config: must be a JSON object",
  ],
])("refuses %s", (_, graph, expected) => {
  const result = flowGraphSchema.safeParse(graph);
  const issues = result.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  expect(issues).toEqual([expect.stringContaining(expected)]);
});

test.each<[string, object]>([
  ["more than 2,000 nodes", { nodes: Array.from({ length: 2001 }, (_, index) => ({ ...end, id: `${index}` })), transitions: [] }],
  ["an id of 65 characters", { nodes: [{ ...end, id: "x".repeat(65) }], transitions: [] }],
  ["a name of 201 characters", { nodes: [{ ...end, name: "x".repeat(201) }], transitions: [] }],
  ["a condition of 2,001 characters", { nodes: [end], transitions: [{ ...way("t", "end", "end"), condition: "x".repeat(2001) }] }],
  ["a place that is not a number", { nodes: [{ ...end, position: { x: "1", y: 0 } }], transitions: [] }],
])("refuses %s", (_, graph) => {
  expect(flowGraphSchema.safeParse(graph).success).toBe(false);
});
