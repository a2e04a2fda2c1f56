import { expect, test } from "vitest";
import { nodeTypes } from "../../nodes/registry.ts";
import type { FlowGraph, FlowNode, Transition } from "../types.ts";
import { costOf } from "../../../scripts/test-setup/cost.ts";
import { isRunnable, validate } from "./validate.ts";

const node = (id: string, node_type: string, config: FlowNode["config"] = {}): FlowNode => ({
  id,
  name: id.toUpperCase(),
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const send = (id: string, message: string, more: FlowNode["config"] = {}) => node(id, "send_message", { message, ...more });
const wait = (id: string, context_key: string | null = null) => node(id, "wait_for_input", { context_key });
const end = node("end", "end");

type Way = [from: string, to: string, condition?: string | null, exit?: string];
const graph = (nodes: FlowNode[], ways: Way[], start: string | null = nodes[0]?.id ?? null): FlowGraph => ({
  nodes,
  transitions: ways.map(([from, to, condition = null, exit = "next"], index): Transition => ({
    id: `t${index}`,
    from,
    to,
    condition,
    exit,
  })),
  start,
});

interface Case {
  name: string;
  graph: FlowGraph;
  /** `severity code node transition field`, with - for null. */
  issues: string[];
}

const cases: Case[] = [
  { name: "a whole flow has no issues", graph: graph([send("a", "Hi"), end], [["a", "end"]]), issues: [] },
  { name: "no start", graph: graph([end], [], null), issues: ["error no_start - - -"] },
  { name: "a start that is not there", graph: graph([end], [], "gone"), issues: ["error unknown_start - - -"] },
  { name: "a node type that is not installed", graph: graph([node("a", "fax")], []), issues: ["error unknown_node_type a - -"] },
  {
    name: "each bad option, by its field",
    graph: graph([send("a", "Hi", { delay_seconds: -1, preview_url: "maybe" }), end], [["a", "end"]]),
    issues: ["error bad_config a - preview_url", "error bad_config a - delay_seconds"],
  },
  {
    name: "a template that can not be read",
    graph: graph([send("a", "Hi {{ name "), end], [["a", "end"]]),
    issues: ["error bad_template a - message"],
  },
  {
    name: "a condition that can not be read",
    graph: graph(
      [node("a", "decision"), end],
      [
        ["a", "end", "1 =="],
        ["a", "end"],
      ],
    ),
    issues: ["error bad_condition a t0 condition", "warning silent_end end - -"],
  },
  {
    name: "a transition from an exit that the node does not have",
    graph: graph(
      [send("a", "Hi"), end],
      [
        ["a", "end"],
        ["a", "end", null, "error"],
      ],
    ),
    issues: ["error unknown_exit a t1 -"],
  },
  {
    name: "a way out of a node that ends the conversation",
    graph: graph(
      [send("a", "Hi"), end],
      [
        ["a", "end"],
        ["end", "a"],
      ],
    ),
    issues: ["error unknown_exit end t1 -", "error cycle_without_wait a - -"],
  },
  {
    name: "a transition to a node that is not there",
    graph: graph(
      [send("a", "Hi"), end],
      [
        ["a", "end"],
        ["a", "gone"],
      ],
    ),
    issues: ["error missing_node - t1 -"],
  },
  {
    name: "two nodes with one id",
    graph: graph([send("a", "Hi"), send("a", "Hi"), end], [["a", "end"]]),
    issues: ["error duplicate_node_id a - -"],
  },
  {
    name: "one circle that never waits, told once; the way into it is not blamed",
    graph: graph(
      [send("a", "1"), send("b", "2"), send("c", "3")],
      [
        ["a", "b"],
        ["b", "c"],
        ["c", "b"],
      ],
    ),
    issues: ["error cycle_without_wait b - -"],
  },
  {
    name: "a circle beside a way to the end",
    graph: graph(
      [send("a", "1"), end, send("c", "2"), send("d", "3")],
      [
        ["a", "end", "last_message"],
        ["a", "c"],
        ["c", "end", "last_message"],
        ["c", "d"],
        ["d", "c"],
      ],
    ),
    issues: ["error cycle_without_wait c - -"],
  },
  { name: "a node that leads to itself", graph: graph([send("a", "1")], [["a", "a"]]), issues: ["error cycle_without_wait a - -"] },
  {
    name: "a circle in which a node waits",
    graph: graph(
      [send("a", "1"), wait("b")],
      [
        ["a", "b"],
        ["b", "a"],
      ],
    ),
    issues: [],
  },
  {
    name: "a circle with a delay in it",
    graph: graph([send("a", "1", { delay_seconds: 1 })], [["a", "a"]]),
    issues: ["error cycle_without_listening a - -"],
  },
  {
    name: "a node that no way leads to",
    graph: graph(
      [send("a", "Hi"), end, send("b", "Lost")],
      [
        ["a", "end"],
        ["b", "end"],
      ],
    ),
    issues: ["warning unreachable_node b - -"],
  },
  {
    name: "exits that lead nowhere, one by one",
    graph: graph([node("a", "ai_completion", { prompt: "Hi" })], []),
    issues: ["warning dangling_exit a - -", "warning dangling_exit a - -"],
  },
  {
    name: "a decision without a way for the rest",
    graph: graph(
      [wait("a", "x"), node("b", "decision"), end],
      [
        ["a", "b"],
        ["b", "end", "x == 1"],
      ],
    ),
    issues: ["warning no_fallback b - -", "warning silent_end end - -"],
  },
  {
    name: "a transition behind one that always holds",
    graph: graph(
      [wait("a", "x"), node("b", "decision"), end],
      [
        ["a", "b"],
        ["b", "end", " "],
        ["b", "end", "x == 1"],
      ],
    ),
    issues: ["warning shadowed_transition b t2 -", "warning silent_end end - -"],
  },
  {
    name: "a path that only a later node sets",
    graph: graph(
      [send("a", "Hi {name}{ contact.name }"), wait("b", "name"), end],
      [
        ["a", "b"],
        ["b", "end"],
      ],
    ),
    issues: ["warning unknown_path a - message", "warning silent_end end - -"],
  },
  {
    name: "a path that a node on one of the ways sets, round a circle too",
    graph: graph(
      [send("a", "Hi {name}"), wait("b", "name")],
      [
        ["a", "b"],
        ["b", "a"],
      ],
    ),
    issues: [],
  },
  {
    name: "a path that a node far before it sets, in whatever order the nodes are listed",
    graph: graph(
      [send("d", "Hi {name}"), send("c", "1"), send("b", "2"), wait("a", "name"), end],
      [
        ["a", "b"],
        ["b", "c"],
        ["c", "d"],
        ["d", "end"],
      ],
      "a",
    ),
    issues: [],
  },
  {
    name: "a path in a condition",
    graph: graph(
      [wait("a", "x"), end],
      [
        ["a", "end", "y.z == 1 or x == last_message"],
        ["a", "end"],
      ],
    ),
    issues: ["warning unknown_path a t0 condition", "warning silent_end end - -"],
  },
  {
    name: "the answer, in the template that sends it and nowhere else",
    graph: graph(
      [node("a", "ai_completion", { prompt: "Hi", send_response: true, response_template: "{response}" }), send("b", "{response}"), end],
      [
        ["a", "b"],
        ["a", "end", null, "error"],
        ["b", "end"],
      ],
    ),
    issues: ["warning unknown_path b - message"],
  },
  {
    name: "a placeholder with a sign that names do not have: it stays in the message as it is",
    graph: graph([send("a", "Order {order-id}, {% raw %}{order-id}{% endraw %} { contact } {a:words} {}"), end], [["a", "end"]]),
    issues: ["warning unreadable_name a - message"],
  },
  {
    name: "a minus between names without spaces, of which the second is none",
    graph: graph(
      [send("a", '{{ contact-id }} {{ contact - id }} {{ "a-b" }} {{ 1-contact }} {% for x in contact %}{{ contact-x }}{% endfor %}'), end],
      [["a", "end", 'contact-id == "A-17"']],
    ),
    issues: [
      "warning no_fallback a - -",
      "warning unknown_path a - message",
      "warning unreadable_name a - message",
      "warning unknown_path a t0 condition",
      "warning unreadable_name a t0 condition",
    ],
  },
  {
    name: "an option that the node type does not know",
    graph: graph([send("a", "Hi", { retries: 3 }), end], [["a", "end"]]),
    issues: ["warning unknown_option a - retries"],
  },
  {
    name: "a literal text beyond WhatsApp's limit",
    graph: graph([send("a", "x".repeat(4097)), end], [["a", "end"]]),
    issues: ["warning text_over_limit a - message"],
  },
];

test.each(cases)("$name", (one) => {
  const issues = validate(one.graph, nodeTypes);
  const told = issues.map((issue) =>
    [issue.severity, issue.code, issue.node_id ?? "-", issue.transition_id ?? "-", issue.field ?? "-"].join(" "),
  );
  expect(told).toEqual(one.issues);
  expect(isRunnable(issues)).toBe(!one.issues.some((issue) => issue.startsWith("error")));
  for (const { message } of issues) expect(message).toMatch(/^[A-Z"].*\.?$/s);
});

test("errors come before warnings", () => {
  const issues = validate(graph([send("a", ""), node("b", "fax")], [["a", "b"]]), nodeTypes);
  expect(issues.map(({ severity }) => severity)).toEqual(["error", "warning"]);
});

test("a flow of 2,000 nodes in one line is looked at without running out of stack", () => {
  const nodes = Array.from({ length: 2000 }, (_, index) => send(`n${index}`, "Hi"));
  const ways = nodes.slice(1).map(({ id }, index): Way => [`n${index}`, id]);
  expect(validate(graph(nodes, ways), nodeTypes).map(({ code }) => code)).toEqual(["dangling_exit", "many_bubbles"]);
});

test("a large flow whose nodes each keep another name is checked in about the time of one whose nodes keep the same", () => {
  const SIZE = 1500;
  const large = (keyOf: (index: number) => string) => {
    const nodes = Array.from({ length: SIZE }, (_, index) => wait(`n${index}`, keyOf(index)));
    return graph(
      nodes,
      [1, 2, 3, 5, 7].flatMap((factor) => nodes.map(({ id }, index): Way => [id, `n${(index * factor + 1) % SIZE}`])),
    );
  };
  const cost = (flow: FlowGraph) => costOf(() => validate(flow, nodeTypes));
  const [same, different] = [large(() => "answer"), large((index) => `answer${index}`)];
  expect(cost(different) / cost(same)).toBeLessThan(30);
});
