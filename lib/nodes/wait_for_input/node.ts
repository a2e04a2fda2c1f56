import { z } from "zod";
import { answerOf } from "../../whatsapp/inbound/answer.ts";
import { defineNode } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { contextKey, flag } from "../../engine/options.ts";

export const waitForInput = defineNode({
  type: "wait_for_input",
  family: "listen",
  config: z.object({ context_key: contextKey(), hears_earlier: flag(false) }),
  defaults: { context_key: "" },
  exits: () => ["next"],
  summary: ({ context_key }) => `→ ${context_key ?? "last_message"}`,
  templates: () => ({}),
  sets: ({ context_key }) => (context_key === null ? [] : [context_key]),
  waits: () => true,
  listens: () => true,
  hearsEarlier: ({ hears_earlier }) => hears_earlier,
  check: (config) => checkKeys(config),

  enter: () => ({ wait: { for: ["message"] } }),

  resume({ config }, event) {
    if (event.type !== "message_received") return { wait: { for: ["message"] } };
    return config.context_key === null ? { exit: "next" } : { exit: "next", set: { [config.context_key]: answerOf(event.message) } };
  },
});
