import { idOf } from "../../json/read-json.ts";
import { type InboundType, MAX_WAMID } from "./inbound-type.ts";

/** The sender took a message back. */
export const revoke: InboundType = {
  types: ["revoke"],
  read(part) {
    const wamid = idOf(part["original_message_id"], MAX_WAMID);
    return { text: "", data: { original_message_id: wamid }, ...(wamid !== null && { change: { wamid, message: null } }) };
  },
};
