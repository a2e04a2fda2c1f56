import type { Problem } from "../../engine/problem/problem.ts";
import { unsendable } from "../unsendable.ts";
import { defineSendingNode } from "../sending.ts";
import { checkLink } from "./check.ts";
import { type LinkConfig, linkConfig } from "./config.ts";
import { fillLink, linkMessages } from "./link.ts";

/** Codes of the problems that only this type has. */
export type SendLinkProblem = "bad_address";

const BAD_ADDRESS: Problem & { code: SendLinkProblem } = {
  code: "bad_address",
  params: {},
  message: "is no http(s) address that a phone opens",
};

export const sendLink = defineSendingNode<LinkConfig>({
  type: "send_link",
  family: "talk",
  config: linkConfig,
  defaults: { message: "", button: "", url: "" },
  exits: () => ["next"],
  summary: ({ message, url }) => [message, url].filter((part) => part.trim() !== "").join(" · "),
  templates: ({ message, header, footer, button, url }) => ({ message, header, footer, button, url }),
  sets: () => [],
  asks: true,
  sends: () => true,
  check: checkLink,

  enter({ config, context, locale }) {
    const messages = linkMessages(fillLink(config, context, locale), locale?.language);
    if (messages === null) return unsendable("url", BAD_ADDRESS);
    return { exit: "next", effects: messages.map((message) => ({ type: "send_message", message })) };
  },
});
