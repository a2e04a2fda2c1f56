import { idOf, objectOf, textOf } from "../../json/read-json.ts";
import { type InboundType, MAX_TYPE, MAX_WAMID } from "./inbound-type.ts";

export const edit: InboundType = {
  types: ["edit"],
  read(part, _message, readContent) {
    const message = objectOf(part["message"]);
    const type = textOf(message["type"], MAX_TYPE);
    // An edit of an edit is no message of Meta's, and following it would recurse as deep as the sender likes.
    const text = type === null || type === "edit" ? "" : readContent(type, message).text;
    return { text, data: { original_message_id: idOf(part["original_message_id"], MAX_WAMID), message_type: type } };
  },
};
