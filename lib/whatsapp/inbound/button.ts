import type { Context } from "../../engine/types.ts";
import { copyTexts } from "../../json/read-json.ts";
import { type InboundType, MAX_CHOICE_ID, words } from "./inbound-type.ts";

/** A tap on a quick reply button of a template. */
export const button: InboundType = {
  types: ["button"],
  read(part) {
    const data: Context = {};
    copyTexts(data, part, ["payload"], MAX_CHOICE_ID);
    return { text: words(part["text"]), data };
  },
  shown: (_type, { payload }) => (typeof payload === "string" ? payload : ""),
};
