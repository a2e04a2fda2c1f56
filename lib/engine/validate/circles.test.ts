import { expect, test } from "vitest";
import { graph, type NodeSpec, type TransitionSpec } from "../../../scripts/test-setup/graphs.ts";
import { nodeTypes } from "../../nodes/registry.ts";
import { validate } from "./validate.ts";

const send = (delay_seconds: number): NodeSpec => ["send_message", { message: "tic", delay_seconds }];
const ask: NodeSpec = ["ai_completion", { prompt: "Hi" }];
const http: NodeSpec = ["http_request", { url: "https://api.example.com" }];
const choices = (timeout_seconds: number): NodeSpec => [
  "send_choices",
  { message: "?", choices: [{ id: "a", title: "A" }], timeout_seconds },
];
const round = (...ids: string[]): TransitionSpec[] => ids.map((id, index): TransitionSpec => [id, ids[(index + 1) % ids.length] ?? id]);

test.each<[string, Record<string, NodeSpec>, TransitionSpec[], string[]]>([
  ["a timer makes no circle listening", { a: send(1) }, round("a"), ["error a"]],
  ["nor does one among others", { a: send(0), b: send(59 * 60) }, round("a", "b"), ["error a, b"]],
  ["nor does a model", { a: ask, b: ["decision"] }, round("a", "b"), ["error a, b"]],
  [
    "by whatever exit",
    { a: ask, b: send(5) },
    [
      ["a", "b", null, "error"],
      ["b", "a"],
    ],
    ["error a, b"],
  ],
  [
    "nor does a request",
    { a: http, b: send(0) },
    [
      ["a", "b", null, "success"],
      ["b", "a"],
    ],
    ["error a, b"],
  ],
  [
    "a request that is made again and again is doubtful",
    { a: http, b: send(60) },
    [
      ["a", "b", null, "success"],
      ["b", "a"],
    ],
    ["error a, b"],
  ],
  ["one that only asks another system may have a purpose", { a: http }, [["a", "a", null, "success"]], ["warning a"]],
  ["so may a delay of hours", { a: send(3_600), b: send(0) }, round("a", "b"), ["warning a, b"]],
  ["the time-out of a question is no word", { a: choices(60) }, [["a", "a", null, "timeout"]], ["warning a"]],
  ["a node that listens is enough", { a: send(1), b: ["wait_for_input"] }, round("a", "b"), []],
  ["a choice is a word", { a: choices(0) }, [["a", "a", null, "a"]], []],
  ["a pause that says nothing costs nothing", { a: ["send_message", { delay_seconds: 5 }] }, round("a"), []],
  [
    "a listening node on another way round is none for this one",
    { a: ask, b: send(1), c: ["wait_for_input"] },
    [
      ["a", "b"],
      ["b", "a", "x == 1"],
      ["b", "c"],
      ["c", "a"],
    ],
    ["error a, b"],
  ],
])("%s", (_, nodes, transitions, expected) => {
  const found = validate(graph(nodes, transitions), nodeTypes).filter(({ code }) => code === "cycle_without_listening");
  expect(found.map(({ severity, params }) => `${severity} ${(params["nodes"] as string[]).join(", ")}`)).toEqual(expected);
});
