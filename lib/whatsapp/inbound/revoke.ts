import { idOf } from "../../json/read-json.ts";
import { type InboundType, MAX_WAMID } from "./inbound-type.ts";

/** The sender took a message back. */
export const revoke: InboundType = {
  types: ["revoke"],
  read: (part) => ({ text: "", data: { original_message_id: idOf(part["original_message_id"], MAX_WAMID) } }),
};
