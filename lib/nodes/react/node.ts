import { z } from "zod";
import { type ConfigIssue, defineNode } from "../../engine/define-node.ts";
import { text } from "../../engine/options.ts";
import { renderField } from "../../engine/render-field.ts";
import type { Context } from "../../engine/types.ts";
import { pathKeys, readPath } from "../../engine/values/read-path.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { isOneEmoji } from "../../whatsapp/outgoing/reaction.ts";

export const NOTES = {
  noMessage: "nothing was sent: there is no message to react to",
  noEmoji: "nothing was sent: the reaction is not one emoji",
} as const;

/** Codes of the issues that only this type has. */
export type ReactIssue = "not_one_emoji" | "bad_path";

const reactConfig = z.object({
  /** A template; blank takes the reaction back. */
  emoji: text(),
  /** A path of the context to a message's id; blank for the contact's last message. */
  to: text(),
});
type ReactConfig = z.infer<typeof reactConfig>;

/** Where the engine keeps what the contact said last. */
const LAST_MESSAGE = "message.id";

export const react = defineNode<ReactConfig>({
  type: "react",
  family: "talk",
  config: reactConfig,
  defaults: { emoji: "👍" },
  exits: () => ["next"],
  summary: ({ emoji, to }) => (to.trim() === "" ? emoji : `${emoji} → ${to}`),
  templates: ({ emoji }) => ({ emoji }),
  sets: () => [],
  sends: () => true,

  check({ emoji, to }) {
    const issues: (ConfigIssue & { code: ReactIssue })[] = [];
    const written = emoji.trim();
    if (written !== "" && !written.includes("{") && !isOneEmoji(written))
      issues.push({ severity: "error", code: "not_one_emoji", field: "emoji", message: "has a reaction that is not one emoji" });
    if (pathKeys(to) === null)
      issues.push({
        severity: "error",
        code: "bad_path",
        field: "to",
        message: `reacts to "${to}", which is no path`,
        params: { path: to },
      });
    return issues;
  },

  /** A conversation goes on without a reaction that cannot be made. */
  enter({ config, context, locale }) {
    const emoji = renderField("emoji", config.emoji, context, locale).trim();
    if (emoji !== "" && !isOneEmoji(emoji)) return { exit: "next", effects: [], note: NOTES.noEmoji };
    const id = messageIdAt(context, config.to);
    if (id === null) return { exit: "next", effects: [], note: NOTES.noMessage };
    return { exit: "next", effects: [{ type: "send_message", message: { type: "reaction", text: emoji, data: { message_id: id } } }] };
  },
});

function messageIdAt(context: Context, to: string): string | null {
  const id = readPath(context, to.trim() === "" ? LAST_MESSAGE : to);
  return typeof id === "string" && id !== "" && id.length <= META_LIMITS.messageId ? id : null;
}
