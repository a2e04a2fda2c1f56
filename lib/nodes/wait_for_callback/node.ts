import { z } from "zod";
import { type ConfigIssue, defineNode } from "../../engine/define-node.ts";
import { contextKey, delaySeconds } from "../../engine/options.ts";
import type { Effect } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { secondsToTimeout } from "../until-timeout.ts";

/** Codes of the issues that only this type has. */
export type WaitForCallbackIssue = "waits_for_ever";

export const waitForCallback = defineNode({
  type: "wait_for_callback",
  family: "connect",
  config: z.object({
    /** Keeps the body of the call. */
    context_key: contextKey({ isNew: true }),
    /** From the entry on; 0: as long as it takes. */
    timeout_seconds: delaySeconds(),
  }),
  defaults: { context_key: "", timeout_seconds: 86_400 },
  exits: () => ["called", "timeout"],
  summary: ({ context_key }) => (context_key === null ? "" : `→ ${context_key}`),
  templates: () => ({}),
  sets: ({ context_key }) => (context_key === null ? [] : [context_key]),
  waits: () => true,
  isCalledBack: true,
  delaySeconds: (config, exit) => secondsToTimeout(config, exit),

  check({ context_key, timeout_seconds }) {
    const endless: ConfigIssue & { code: WaitForCallbackIssue } = {
      severity: "warning",
      code: "waits_for_ever",
      field: "timeout_seconds",
      message: "waits for ever where the call never comes",
    };
    return [...(timeout_seconds === 0 ? [endless] : []), ...checkKeys({ context_key })];
  },

  enter({ config: { timeout_seconds }, at, token }) {
    if (timeout_seconds === 0) return { wait: { for: ["callback"] } };
    const timer: Effect = { type: "schedule_timer", token, dueAt: at + Math.round(timeout_seconds * 1_000) };
    return { wait: { for: ["callback", "timer"] }, effects: [timer] };
  },

  resume({ config: { context_key } }, event) {
    if (event.type !== "callback_received") return { exit: "timeout" };
    return { exit: "called", ...(context_key !== null && { set: { [context_key]: event.body } }) };
  },
});
