import { expect, test } from "vitest";
import { graph } from "../../../scripts/test-setup/graphs.ts";
import { nodeTypes } from "../../nodes/registry.ts";
import type { OtherFlow } from "../other-flows.ts";
import type { FlowGraph } from "../types.ts";
import { validate } from "./validate.ts";

const call = (flowId: number, mode = "return"): FlowGraph => graph({ call: ["start_flow", { flow_id: flowId, mode }] }, []);
const listensFirst = (flowId: number): FlowGraph =>
  graph({ ask: ["wait_for_input", { context_key: "x" }], call: ["start_flow", { flow_id: flowId }] }, [["ask", "call"]]);
const pauses = (flowId: number): FlowGraph =>
  graph({ wait: ["delay", { seconds: 60 }], call: ["start_flow", { flow_id: flowId }] }, [["wait", "call"]]);
const other = (id: number, published: FlowGraph | null, more: Partial<OtherFlow> = {}): OtherFlow => ({
  ...{ id, name: `Flow ${id}`, is_archived: false },
  published: published && { version: 1, version_id: id * 10, graph: published },
  ...more,
});
const issues = (draft: FlowGraph, others: OtherFlow[]) =>
  validate(draft, nodeTypes, { flows: { flowId: 1, others } })
    .filter(({ code }) => code.includes("flow"))
    .map(({ severity, code, node_id, field, params }) => [severity, code, node_id, field, params["flow"]]);

test.each<[string, FlowGraph, OtherFlow[], string[] | null]>([
  ["that does not exist", call(2), [], ["error", "no_such_flow", "2"]],
  ["that is archived", call(2), [other(2, call(9), { is_archived: true })], ["error", "flow_archived", "Flow 2"]],
  ["that is not published", call(2), [other(2, null)], ["warning", "flow_not_published", "Flow 2"]],
  ["that listens", call(2), [other(2, graph({ ask: ["wait_for_input"] }, []))], null],
  ["that is this one, at once", call(1), [], ["error", "flow_without_listening", "1"]],
  ["that is this one, once the contact has written", listensFirst(1), [], null],
  ["that is this one, after a pause, which is no word of theirs", pauses(1), [], ["error", "flow_without_listening", "1"]],
  ["that begins this one", call(2), [other(2, call(1))], ["error", "flow_without_listening", "Flow 2"]],
  ["that goes to this one", call(2, "go"), [other(2, call(1, "go"))], ["error", "flow_without_listening", "Flow 2"]],
  ["that begins one that begins this one", call(2), [other(2, call(3)), other(3, call(1))], ["error", "flow_without_listening", "Flow 2"]],
  ["of which one in between listens", call(2), [other(2, listensFirst(3)), other(3, call(1))], null],
  ["that begins itself for ever, which is its own mistake", call(2), [other(2, call(2))], null],
])("a node that begins a flow %s", (_, draft, others, expected) => {
  expect(issues(draft, others)).toEqual(expected === null ? [] : [[expected[0], expected[1], "call", "flow_id", expected[2]]]);
});

test("where nothing is known of others, nothing is said of them", () => {
  expect(validate(call(2), nodeTypes).map(({ code }) => code)).toEqual(["dangling_exit", "dangling_exit", "dangling_exit"]);
});
