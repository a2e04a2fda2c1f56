import { expect, test } from "vitest";
import type { FlowNode } from "#lib/engine/types.ts";
import { cardContent, textWithFlow } from "./card-content.ts";

const contentOf = (node_type: string, config: FlowNode["config"]) =>
  cardContent({ id: "n", name: "Node", node_type, config, position: { x: 0, y: 0 } }, "en");

test("a node that begins another flow is said with that one's name once it is known, and does not wait itself", () => {
  const node = { id: "n", name: "Node", node_type: "start_flow", config: { flow_id: 7 }, position: { x: 0, y: 0 } };
  expect(cardContent(node, "en")).toEqual({ text: "Starts another flow and comes back with `child`", isUnwritten: false, wait: null });
  expect(textWithFlow(node, "Address", "en")).toBe("Starts “Address” and comes back with `child`");
  expect(textWithFlow({ ...node, config: { flow_id: 7, mode: "go" } }, "Address", "en")).toBe("The conversation goes on in “Address”");
});

test.each<[string, string, FlowNode["config"], ReturnType<typeof contentOf>]>([
  ["a message", "send_message", { message: "Hi\nthere" }, { text: "Hi\nthere", isUnwritten: false, wait: null }],
  [
    "a message and a pause after it",
    "send_message",
    { message: "Hi", delay_seconds: 60 },
    { text: "Hi", isUnwritten: false, wait: { for: "time", seconds: 60 } },
  ],
  [
    "a message that is there only to wait",
    "send_message",
    { message: "", delay_seconds: 60 },
    { text: "", isUnwritten: false, wait: { for: "time", seconds: 60 } },
  ],
  ["a message without a text", "send_message", { message: " " }, { text: "No text yet", isUnwritten: true, wait: null }],
  [
    "a question with a time for its answer",
    "send_choices",
    { message: "Which?", timeout_seconds: 7_200 },
    { text: "Which?", isUnwritten: false, wait: { for: "answer", seconds: 7_200 } },
  ],
  [
    "an answer that is waited for as long as it takes",
    "wait_for_input",
    { context_key: "name" },
    { text: "Keeps the answer in {{ name }}", isUnwritten: false, wait: { for: "answer", seconds: 0 } },
  ],
  [
    "a question with the words that it asks",
    "wait_for_input",
    { question: "What is your name?", context_key: "name" },
    { text: "What is your name?\nKeeps the answer in {{ name }}", isUnwritten: false, wait: { for: "answer", seconds: 0 } },
  ],
  ["a decision", "decision", {}, { text: "", isUnwritten: true, wait: null }],
  ["a type that is not installed", "send_fax", {}, { text: "", isUnwritten: true, wait: null }],
])("%s", (_, type, config, content) => {
  expect(contentOf(type, config)).toEqual(content);
});
