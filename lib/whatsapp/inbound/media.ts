import type { Context } from "../../engine/types.ts";
import { copyFlags, copyTexts } from "../../json/read-json.ts";
import { type InboundType, MAX_FIELD, words } from "./inbound-type.ts";

const SHOWN: Readonly<Record<string, string>> = { image: "📷", video: "🎥", document: "📄", sticker: "💟", audio: "🎤", voice: "🎤" };

export const media: InboundType = {
  types: ["image", "video", "document", "sticker", "audio", "voice"],
  read(part) {
    const data: Context = {};
    copyTexts(data, part, ["id", "mime_type", "sha256", "filename"], MAX_FIELD);
    copyTexts(data, part, ["url"], 4096);
    copyFlags(data, part, ["animated", "voice"]);
    return { text: words(part["caption"]), data };
  },
  shown: (type, { filename }) => [SHOWN[type] ?? "📎", ...(typeof filename === "string" ? [filename] : [])].join(" "),
};
