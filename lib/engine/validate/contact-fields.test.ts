import { expect, test } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";
import { validate } from "./validate.ts";

const flow = graph(
  {
    say: ["send_message", { message: "{{ contact.fields.plan }} {{ contact.fields.plam }} {{ contact.old }}" }],
    more: ["send_message", { message: "oi" }],
  },
  [["say", "more", "contact.fields.citty == 1 or contact.fields.city == 2"]],
);
const fields = ["plan", "city"].map((key) => ({ key, name: key, type: "text" as const, choices: [] }));
const found = (given: typeof fields) =>
  validate(flow, nodeTypes, { contactFields: given })
    .filter(({ code }) => code === "unknown_contact_field")
    .map(({ node_id, transition_id, field, severity, params }) => [node_id, transition_id, field, severity, params["key"]]);

test("a field that contacts do not have is told where it is read, once fields have types at all", () => {
  expect(found(fields)).toEqual([
    ["say", null, "message", "warning", "plam"],
    ["say", "t1", "condition", "warning", "citty"],
  ]);
  expect(found([])).toEqual([]);
});
