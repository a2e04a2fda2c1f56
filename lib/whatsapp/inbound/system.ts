import { textOf, userIdOf, waIdOf } from "../../json/read-json.ts";
import { type InboundType, MAX_TYPE, words } from "./inbound-type.ts";

export const system: InboundType = {
  types: ["system"],
  /** A change of number or identity: `wa_id` and `user_id` are the new ones. What follows from it: `identity.ts`. */
  read: (part) => ({
    text: words(part["body"]),
    data: {
      kind: textOf(part["type"], MAX_TYPE),
      wa_id: waIdOf(part["wa_id"]) ?? waIdOf(part["new_wa_id"]),
      user_id: userIdOf(part["user_id"]),
    },
  }),
};
