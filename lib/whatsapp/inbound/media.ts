import type { Context } from "../../engine/types.ts";
import { copyFlags, copyTexts } from "../../json/read-json.ts";
import { type InboundType, MAX_FIELD, words } from "./inbound-type.ts";

const SHOWN: Readonly<Record<string, string>> = { image: "📷", video: "🎥", document: "📄", sticker: "💟", audio: "🎤", voice: "🎤" };

export const media: InboundType = {
  types: ["image", "video", "document", "sticker", "audio", "voice"],
  read(part) {
    const data: Context = {};
    copyTexts(data, part, ["id", "mime_type", "sha256", "filename"], MAX_FIELD);
    // Not its `url`: it is good for minutes and with Meta's token only. The file is fetched by its id, and linked by us.
    copyFlags(data, part, ["animated", "voice"]);
    return { text: words(part["caption"]), data };
  },
  file({ id, mime_type: mimeType, filename, sha256 }) {
    const word = (value: unknown) => (typeof value === "string" ? value : null);
    return typeof id === "string" ? { metaId: id, mimeType: word(mimeType), filename: word(filename), sha256: word(sha256) } : null;
  },
  shown: (type, { filename }) => [SHOWN[type] ?? "📎", ...(typeof filename === "string" ? [filename] : [])].join(" "),
};
