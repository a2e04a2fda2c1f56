import { z } from "zod";
import { choice, delaySeconds, flag, optionalNumber, text, word } from "../../engine/options.ts";
import { MEDIA_KINDS } from "../../whatsapp/media-kinds.ts";

export const SOURCES = ["file", "url", "from"] as const;
type Source = (typeof SOURCES)[number];

/** What an upload returned; older exports and hands may have written its id alone. */
const uploadedFile = z.preprocess(
  (value) => (typeof value === "string" ? { id: value } : (value ?? {})),
  z.object({ id: word(), filename: word(), mime_type: word(), size: optionalNumber({ min: 0, max: Number.MAX_SAFE_INTEGER }) }),
);

export const sendMediaConfig = z.object({
  kind: choice(MEDIA_KINDS),
  source: choice(SOURCES),
  file: uploadedFile,
  /** A template of a public address, which Meta fetches. */
  url: text(),
  /** The path of a file that the contact sent. */
  from: text(),
  /** Templates. */
  caption: text(),
  filename: text(),
  fallback_link: flag(false),
  delay_seconds: delaySeconds(),
});

export type SendMediaConfig = z.infer<typeof sendMediaConfig>;

/** Where the file comes from: the source that is chosen, or, where nothing is written for it, the one that is. */
export function sourceOf({ source, file, url, from }: SendMediaConfig): Source | null {
  const written: Record<Source, boolean> = { file: file.id !== null, url: url.trim() !== "", from: from.trim() !== "" };
  return written[source] ? source : (SOURCES.find((each) => written[each]) ?? null);
}

/** Kinds that WhatsApp shows no words with. */
export const hasCaption = ({ kind }: SendMediaConfig): boolean => kind === "image" || kind === "video" || kind === "document";
