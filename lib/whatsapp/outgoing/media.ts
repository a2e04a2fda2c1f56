import { z } from "zod";
import type { Context, OutgoingMessage } from "../../engine/types.ts";
import { MEDIA_TEXT_LIMITS } from "../media-kinds.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { isBlank } from "./fit-text.ts";
import { splitText } from "./split-text.ts";
import { isWebAddress } from "./web-address.ts";

/**
 * Files: a file of ours (`media`, its id here; whoever sends the message brings it to Meta first and puts Meta's id in as `meta_id`),
 * or a public address that Meta fetches (`link`). `filename`, `mime_type` and `size` are what the console shows.
 */

const { caption: CAPTION, filename: FILENAME } = MEDIA_TEXT_LIMITS;

const fileData = z
  .strictObject({
    media: z.string().nullable().default(null),
    meta_id: z.string().optional(),
    link: z.string().refine(isWebAddress, { error: "is no http(s) address" }).nullable().default(null),
    filename: z
      .string()
      .refine((name) => name.length <= FILENAME, { error: `is longer than ${FILENAME} characters` })
      .nullable()
      .default(null),
    mime_type: z.string().nullable().default(null),
    size: z.number().nullable().default(null),
    /** A voice note, of an audio. */
    voice: z.boolean().default(false),
    /** Where Meta refuses the file, its link is sent as a text. */
    fallback_link: z.boolean().default(false),
    /** That text has followed, because Meta told of its refusal later. */
    fell_back: z.boolean().optional(),
  })
  .refine(({ media, link }) => (media === null) !== (link === null), { error: "must have a file of ours or a link" });

type FileData = z.output<typeof fileData>;

const reference = ({ media, meta_id: metaId, link }: FileData): Context => (link !== null ? { link } : { id: metaId ?? media });

const captionText = z.string().refine((text) => text.length <= CAPTION, { error: `is longer than ${CAPTION} characters` });
const noText = z.string().refine((text) => text === "", { error: "has no caption in WhatsApp" });

const captioned = (text: string): Context => (isBlank(text) ? {} : { caption: text.toWellFormed() });

/** What is longer than a caption follows as texts. */
function splitCaption(message: OutgoingMessage): OutgoingMessage[] {
  if (message.text.length <= CAPTION) return [{ ...message, text: message.text.toWellFormed() }];
  const [first = "", ...more] = splitText(message.text, CAPTION);
  return [{ ...message, text: first }, ...more.map((text): OutgoingMessage => ({ type: "text", text, data: { preview_url: false } }))];
}

/** What stands for it where nothing is drawn. */
const plain =
  (mark: string) =>
  ({ text, data }: { text: string; data: FileData }): string =>
    [`${mark}${data.filename === null ? "" : ` ${data.filename}`}`, text, data.link ?? ""].filter((part) => part.trim() !== "").join("\n");

export const image = defineOutgoing({
  type: "image",
  text: captionText,
  data: fileData,
  toGraphPart: ({ text, data }) => ({ ...reference(data), ...captioned(text) }),
  toPlainText: plain("📷"),
  split: splitCaption,
});

export const video = defineOutgoing({
  type: "video",
  text: captionText,
  data: fileData,
  toGraphPart: ({ text, data }) => ({ ...reference(data), ...captioned(text) }),
  toPlainText: plain("🎥"),
  split: splitCaption,
});

export const audio = defineOutgoing({
  type: "audio",
  text: noText,
  data: fileData,
  toGraphPart: ({ data }) => ({ ...reference(data), ...(data.voice && { voice: true }) }),
  toPlainText: plain("🎤"),
});

export const document = defineOutgoing({
  type: "document",
  text: captionText,
  data: fileData,
  toGraphPart: ({ text, data }) => ({
    ...reference(data),
    ...captioned(text),
    ...(data.filename !== null && data.filename.trim() !== "" && { filename: data.filename }),
  }),
  toPlainText: plain("📄"),
  split: splitCaption,
});

export const sticker = defineOutgoing({
  type: "sticker",
  text: noText,
  data: fileData,
  toGraphPart: ({ data }) => reference(data),
  toPlainText: plain("💟"),
});
