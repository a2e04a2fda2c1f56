import { expect, test } from "vitest";
import type { FlowGraph } from "../engine/types.ts";
import { issuesIn, type Surroundings } from "./issues-in.ts";

const calls = (url: string, failure_message?: string): FlowGraph => ({
  nodes: [
    {
      ...{ id: "ask", name: "Ask", node_type: "http_request", position: { x: 0, y: 0 } },
      config: { url, exits: "simple", auth: { type: "bearer", token: "{{ secret.shop }}" } },
    },
    { id: "say", name: "Say", node_type: "send_message", config: { message: "ok" }, position: { x: 0, y: 0 } },
    { id: "end", name: "End", node_type: "end", config: {}, position: { x: 0, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "ask", to: "say", exit: "success", condition: null },
    { id: "t2", from: "say", to: "end", exit: "next", condition: null },
  ],
  start: "ask",
  ...(failure_message !== undefined && { settings: { failure_message } }),
});
const shop = (...hosts: string[]) => [{ name: "shop", hosts }];
const told = (graph: FlowGraph, surroundings: Surroundings) =>
  issuesIn(graph, surroundings).map(({ code, field, params }) => [code, field ?? params["exit"]].join(" "));

test.each<[string, FlowGraph, Surroundings, string[]]>([
  ["nothing is known: as the graph alone tells", calls("https://a.example"), {}, ["dangling_exit error"]],
  ["no rescue flow", calls("https://a.example"), { isRescued: false }, ["unrescued_exit error"]],
  ["a rescue flow takes it up", calls("https://a.example"), { isRescued: true }, []],
  ["the flow's own words are said", calls("https://a.example", "Sorry."), { isRescued: false }, ["dangling_exit error"]],
  [
    "a secret that may go there",
    calls("https://a.example/x?{{ y }}", ""),
    { secrets: shop("a.example"), isRescued: true },
    ["unknown_path url"],
  ],
  [
    "a secret for another host",
    calls("https://b.example/x"),
    { secrets: shop("a.example"), isRescued: true },
    ["secret_elsewhere auth.token"],
  ],
  ["not in the open either", calls("http://a.example/x"), { secrets: shop("a.example"), isRescued: true }, ["secret_elsewhere auth.token"]],
  ["a host that a value decides", calls("https://{{ last_message }}.example"), { secrets: shop("a.example"), isRescued: true }, []],
  ["a secret that nobody has made", calls("https://a.example"), { secrets: [], isRescued: true }, ["unknown_secret auth.token"]],
  [
    "a trigger that says another flow begins it, and none does",
    { ...calls("https://a.example"), triggers: [{ id: "t", type: "flow", priority: 1, on_open: "ignore" }] },
    { isRescued: true, begunBy: [] },
    ["trigger_without_flow triggers.t"],
  ],
  [
    "and one does",
    { ...calls("https://a.example"), triggers: [{ id: "t", type: "flow", priority: 1, on_open: "ignore" }] },
    { isRescued: true, begunBy: ["Menu"] },
    [],
  ],
])("%s", (_name, graph, surroundings, expected) => {
  expect(told(graph, surroundings)).toEqual(expected);
});
