import { idOf, isObject, objectOf, textOf } from "../../json/read-json.ts";
import { type InboundType, MAX_TYPE, MAX_WAMID } from "./inbound-type.ts";

export const edit: InboundType = {
  types: ["edit"],
  read(part, _message, readContent) {
    const message = objectOf(part["message"]);
    const type = textOf(message["type"], MAX_TYPE) ?? (isObject(message["text"]) ? "text" : null);
    const wamid = idOf(part["original_message_id"], MAX_WAMID);
    const about = { original_message_id: wamid, message_type: type };
    // An edit of an edit is no message of Meta's, and following it would recurse as deep as the sender likes.
    if (type === null || type === "edit") return { text: "", data: about };
    const { text, data } = readContent(type, message);
    const isReadable = wamid !== null && (text !== "" || Object.keys(data).length > 0);
    return { text, data: about, ...(isReadable && { change: { wamid, message: { text, data } } }) };
  },
};
