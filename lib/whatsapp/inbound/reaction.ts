import { idOf, textOf } from "../../json/read-json.ts";
import { type InboundType, MAX_WAMID } from "./inbound-type.ts";

export const reaction: InboundType = {
  types: ["reaction"],
  /** No emoji: the reaction was taken back. */
  read(part) {
    const emoji = textOf(part["emoji"], 64) ?? "";
    return { text: emoji, data: { message_id: idOf(part["message_id"], MAX_WAMID), emoji, removed: emoji === "" } };
  },
};
