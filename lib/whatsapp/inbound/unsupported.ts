import { textOf } from "../../json/read-json.ts";
import { type InboundType, MAX_TYPE } from "./inbound-type.ts";

/** What WhatsApp has and its API does not. */
export const unsupported: InboundType = {
  types: ["unsupported"],
  read: (part) => ({ text: "", data: { unsupported_type: textOf(part["type"], MAX_TYPE) } }),
};
