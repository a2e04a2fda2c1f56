import { expect, test } from "vitest";
import { nodeTypes } from "../../nodes/registry.ts";
import type { FlowGraph, FlowNode } from "../types.ts";
import { bubbleIssues } from "./bubbles.ts";
import { mapFlow } from "./flow-map.ts";

type Node = [node_type: string, config: FlowNode["config"]];
const say: Node = ["send_message", { message: "Hi" }];
const pause: Node = ["send_message", { message: "Hi", delay_seconds: 5 }];
const hear: Node = ["wait_for_input", {}];
const link: Node = ["send_link", { message: "Hi", button: "Open", url: "https://exemplo.com.br" }];

function tooMuch(nodes: Node[], ways?: string, settings?: FlowGraph["settings"]): string[] {
  const ids = nodes.map((_, index) => String.fromCharCode(97 + index));
  const chain = ids.slice(1).map((id, index) => `${ids[index] ?? ""}${id}`);
  const graph: FlowGraph = {
    nodes: nodes.map(([node_type, config], index) => ({
      ...{ id: ids[index] ?? "", name: ids[index] ?? "", node_type, config },
      position: { x: 0, y: 0 },
    })),
    transitions: (ways?.split(" ") ?? chain).map((way, index) => ({
      ...{ id: `t${index}`, from: way[0] ?? "", to: way[1] ?? "" },
      exit: "next",
      condition: null,
    })),
    start: "a",
  };
  return bubbleIssues(mapFlow(graph, nodeTypes), graph.start, settings).map(({ node_id, params }) => `${node_id} ${params.count}`);
}

const of = (count: number, node: Node): Node[] => Array.from({ length: count }, () => node);

test.each<[string, Node[], string | undefined, FlowGraph["settings"], string[]]>([
  ["five in a row", of(5, say), undefined, undefined, []],
  ["six in a row", of(6, say), undefined, undefined, ["f 6"]],
  ["the first that is too much stands for the others", of(9, say), undefined, undefined, ["f 6"]],
  ["an answer in between", [...of(4, say), hear, ...of(4, say)], undefined, undefined, []],
  ["a pause in between", [...of(4, say), pause, ...of(4, say)], undefined, undefined, []],
  ["a blank one counts for nothing", [...of(5, say), ["send_message", { message: "" }]], undefined, undefined, []],
  ["texts that leave together are one", of(9, say), undefined, { join_messages: true }, []],
  ["links count as texts do", of(6, link), undefined, undefined, ["f 6"]],
  ["a circle is not gone through twice", of(3, say), "ab bc ca", undefined, []],
  ["the longer of two ways", of(7, say), "ab bc cd de ef ag gf", undefined, ["f 6"]],
])("%s", (_, nodes, ways, settings, expected) => {
  expect(tooMuch(nodes, ways, settings)).toEqual(expected);
});
