import { expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { callbackToken, executionOfToken } from "./callbacks.ts";
import { compile, withCallbackBase } from "./compile.ts";
import { runMailbox } from "./run-mailbox.ts";
import type { FlowGraph } from "./types.ts";

const node = (id: string, node_type: string, config = {}) => ({ id, name: id, node_type, config, position: { x: 0, y: 0 } });
const graph: FlowGraph = {
  nodes: [
    node("say", "send_message", { message: "{{ callback_url('pay') }} {{ callback_url('sign') }}" }),
    node("pay", "wait_for_callback", { context_key: "payment" }),
    node("sign", "wait_for_callback"),
  ],
  transitions: [{ id: "t", from: "say", to: "pay", exit: "next", condition: null }],
  start: "say",
};

function begin(flow: ReturnType<typeof compile>, keys: string[]) {
  const contact = { profile: {}, open: null, defaultVersion: { flowId: 1, flowVersionId: 1 } };
  const event = { type: "message_received", at: 0, message: { id: "m", type: "text", text: "oi" } } as const;
  const { changes } = runMailbox(contact, [{ id: 1, executionId: null, event }], {
    flow: () => flow,
    nextExecutionId: () => 1_234,
    callbackKey: () => keys.shift() ?? "none",
  });
  const [change] = changes;
  const [sent] = change?.effects ?? [];
  const text = sent?.effect.type === "send_message" ? sent.effect.message.text : "";
  return { state: change?.execution.state, urls: text.split(" ") };
}

test("each node of each execution has an address of its own, which only the execution's key makes", () => {
  const flow = withCallbackBase(compile(graph, nodeTypes), "https://siga.test/callback/");
  const [one, other] = [begin(flow, ["key 1"]), begin(flow, ["key 2"])];
  expect(new Set([...one.urls, ...other.urls]).size).toBe(4);
  expect(one.state?.callbackKey).toBe("key 1");
  expect(one.urls[0]).toBe(`https://siga.test/callback/${callbackToken({ execution: "ya", key: "key 1" }, "pay")}`);
  for (const url of one.urls) expect(executionOfToken(url.split("/").at(-1) ?? "")).toBe(1_234);
  expect(one.urls.join()).not.toContain("key");
});

test("an execution of a flow that nobody calls back has no key", () => {
  const flow = withCallbackBase(
    compile({ ...graph, nodes: graph.nodes.slice(0, 1), transitions: [] }, nodeTypes),
    "https://siga.test/callback/",
  );
  expect(begin(flow, ["key"]).state).not.toHaveProperty("callbackKey");
});

test.each(["", "x", "v1.2", `${"z".repeat(14)}.${"0".repeat(64)}`, `1.${"g".repeat(64)}`, `${"z".repeat(13)}.${"0".repeat(64)}`])(
  "%j names no execution",
  (token) => expect(executionOfToken(token)).toBeNull(),
);
