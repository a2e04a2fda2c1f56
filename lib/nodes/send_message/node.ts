import { z } from "zod";
import type { ConfigIssue } from "../../engine/define-node.ts";
import { renderField } from "../../engine/render-field.ts";
import { exitAfterDelay } from "../../engine/exit-after-delay.ts";
import { delaySeconds, flag, text } from "../../engine/options.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { defineSendingNode } from "../sending.ts";

export const NOTHING_SENT = "nothing was sent: the text is empty";

/** Codes of the issues that only this type has. */
export type SendMessageIssue = "empty_message" | "text_over_limit";

/** Longer texts are sent as several messages. */
const MAX_TEXT_LENGTH = META_LIMITS.text.body;

export const sendMessage = defineSendingNode({
  type: "send_message",
  family: "talk",
  config: z.object({
    message: text(),
    preview_url: flag(false),
    delay_seconds: delaySeconds(),
  }),
  defaults: { message: "", preview_url: false, delay_seconds: 0 },
  exits: () => ["next"],
  summary: ({ message, delay_seconds }) => (delay_seconds > 0 ? `${message} · ${delay_seconds} s` : message),
  templates: ({ message }) => ({ message }),
  sets: () => [],
  waits: ({ delay_seconds }) => delay_seconds > 0,
  asks: true,
  sends: ({ message }) => message.trim() !== "",
  delaySeconds: ({ delay_seconds }) => delay_seconds,

  check({ message, delay_seconds }) {
    const issues: (ConfigIssue & { code: SendMessageIssue })[] = [];
    if (message.trim() === "" && delay_seconds === 0) {
      issues.push({ severity: "warning", code: "empty_message", field: "message", message: "has no text: nothing is sent" });
    }
    if (message.length > MAX_TEXT_LENGTH && !message.includes("{")) {
      const parts = Math.ceil(message.length / MAX_TEXT_LENGTH);
      issues.push({
        severity: "warning",
        code: "text_over_limit",
        field: "message",
        message: `is longer than WhatsApp's ${MAX_TEXT_LENGTH} characters: it is sent as ${parts} messages`,
        params: { limit: MAX_TEXT_LENGTH, length: message.length, parts },
      });
    }
    return issues;
  },

  enter(input) {
    const { message, preview_url, delay_seconds } = input.config;
    const words = renderField("message", message, input.context, input.locale);
    if (isBlank(words)) {
      return exitAfterDelay(delay_seconds, input, { effects: [], note: NOTHING_SENT });
    }
    return exitAfterDelay(delay_seconds, input, {
      effects: [{ type: "send_message", message: { type: "text", text: words, data: { preview_url } } }],
    });
  },

  resume: () => ({ exit: "next" }),
});
