import { type ConfigIssue, defineNode, type NodeInput } from "../../engine/define-node.ts";
import { problem } from "../../engine/problem/problem.ts";
import { newEnvironment } from "../../engine/template.ts";
import type { Context } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { textsIn, valueOf } from "../set_context/value.ts";
import { type StartFlowConfig, startFlowConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type StartFlowIssue = "no_flow_chosen" | "value_without_key";

/** Where the results of the flow are kept. */
const CHILD_KEY = "child";

export const startFlow = defineNode<StartFlowConfig>({
  type: "start_flow",
  family: "flow",
  config: startFlowConfig,
  defaults: { flow_id: null, mode: "return", context: [] },
  exits: ({ mode }) => (mode === "go" ? [] : ["completed", "failed", "expired"]),
  summary: ({ flow_id, mode }) => (flow_id === null ? "" : `${mode === "go" ? "→" : "↺"} ${flow_id}`),
  templates: ({ context }) => Object.fromEntries(context.flatMap(({ value }, index) => textsIn(value, `context.${index}.value`))),
  sets: ({ mode }) => (mode === "go" ? [] : [CHILD_KEY]),
  // Taken for granted here: where the flow is known, it is looked at (`validate/flows.ts`).
  waits: () => true,
  listens: (_, exit) => exit === "completed",
  begins: ({ flow_id, mode }) => (flow_id === null ? null : { flowId: flow_id, mode, field: "flow_id" }),

  check({ flow_id, context }) {
    const missing: ConfigIssue & { code: StartFlowIssue } = {
      severity: "error",
      code: "no_flow_chosen",
      field: "flow_id",
      message: "does not say which flow it begins",
    };
    const unnamed = context.flatMap(({ key }, index): (ConfigIssue & { code: StartFlowIssue })[] => {
      const field = `context.${index}.key`;
      if (key !== null) return [];
      return [{ severity: "warning", code: "value_without_key", field, message: "hands over a value without a name" }];
    });
    const keys = context.map(({ key }, index) => [`context.${index}.key`, key]);
    return [...(flow_id === null ? [missing] : []), ...unnamed, ...checkKeys(Object.fromEntries(keys) as Context)];
  },

  enter(input) {
    const { flow_id, mode } = input.config;
    const found = flow_id === null ? null : (input.findFlow?.(flow_id, mode) ?? null);
    if (found === null || "problem" in found) {
      const why = found?.problem ?? problem("no_such_flow", { flow: flow_id ?? "" });
      return mode === "go" ? { end: "failed", reason: why } : { exit: "failed", set: { [CHILD_KEY]: {} }, unhandled: why };
    }
    return { begin: { mode, flow: found, context: handedOver(input) } };
  },

  resume({ connected = [] }, event) {
    if (event.type !== "child_ended") return { exit: "failed" };
    const set = { [CHILD_KEY]: event.kept };
    if (event.outcome === "completed") return { exit: "completed", set };
    if (event.outcome === "failed") {
      return { exit: "failed", set, unhandled: problem("child_failed", { problem: event.problem ?? problem("no_reason") }) };
    }
    // Nobody is there any more: what has no way for that is over in the same manner.
    return connected.includes("expired") ? { exit: "expired", set } : { end: "expired", set };
  },
});

function handedOver({ config, context, locale }: NodeInput<StartFlowConfig>): Context {
  const env = newEnvironment(locale);
  return Object.fromEntries(
    config.context.flatMap(({ key, value }, index) =>
      key === null ? [] : [[key, valueOf(value, `context.${index}.value`, context, env)]],
    ),
  );
}
