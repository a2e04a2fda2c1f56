import type { ConfigIssue, NodeInput } from "../../engine/define-node.ts";
import { exitAfterDelay } from "../../engine/exit-after-delay.ts";
import { inField, renderField } from "../../engine/render-field.ts";
import { renderUrl } from "../../engine/template.ts";
import type { Context, Effect, Json, OutgoingMessage } from "../../engine/types.ts";
import { isName } from "../../engine/values/names.ts";
import { pathKeys, readPath } from "../../engine/values/read-path.ts";
import { fitFilename } from "../../whatsapp/outgoing/fit-text.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import { MEDIA_LIMITS, MEDIA_TEXT_LIMITS, type MediaKind, misfitOf } from "../../whatsapp/media-kinds.ts";
import { defineSendingNode } from "../sending.ts";
import { writtenLength } from "../written-length.ts";
import { hasCaption, type SendMediaConfig, sendMediaConfig, sourceOf } from "./config.ts";

export const NOTES = {
  noFile: "nothing was sent: there is no file",
  badLink: "nothing was sent: the address is not one of the public web",
  asDocument: "sent as a document: WhatsApp does not take this file as what was asked for",
} as const;

/** Codes of the issues that only this type has. */
export type SendMediaIssue =
  "no_file" | "wrong_file_type" | "file_too_large" | "caption_too_long" | "caption_not_shown" | "bad_file_url" | "filename_over_limit";

/** A file that can be sent, and what is known of it. */
interface Sendable {
  media: string | null;
  link: string | null;
  filename: string | null;
  mimeType: string | null;
  size: number | null;
}

export const sendMedia = defineSendingNode<SendMediaConfig>({
  type: "send_media",
  family: "talk",
  config: sendMediaConfig,
  defaults: { kind: "image", source: "file", caption: "" },
  exits: () => ["next"],
  summary: (config) => [config.caption, summaryOf(config)].filter((part) => part.trim() !== "").join(" · "),
  templates: (config) => ({
    ...(sourceOf(config) === "url" && { url: config.url }),
    ...(hasCaption(config) && { caption: config.caption }),
    ...(config.kind === "document" && { filename: config.filename }),
  }),
  sets: () => [],
  waits: ({ delay_seconds }) => delay_seconds > 0,
  asks: true,
  sends: (config) => sourceOf(config) !== null,
  delaySeconds: ({ delay_seconds }) => delay_seconds,
  check,

  enter(input) {
    const { config } = input;
    const files = filesOf(input);
    if (files.length === 0)
      return exitAfterDelay(config.delay_seconds, input, { effects: [], note: sourceOf(config) === "url" ? NOTES.badLink : NOTES.noFile });
    const caption = hasCaption(config) ? renderField("caption", config.caption, input.context, input.locale) : "";
    const named = config.kind === "document" ? renderField("filename", config.filename, input.context, input.locale).trim() : "";
    const messages = files.map((file, index) => toMessage(config, file, { caption: index === 0 ? caption : "", named }));
    const changed = messages.some(({ type }) => type !== messageType(config.kind));
    return exitAfterDelay(config.delay_seconds, input, {
      effects: messages.map((message): Effect => ({ type: "send_message", message })),
      ...(changed && { note: NOTES.asDocument }),
    });
  },

  resume: () => ({ exit: "next" }),
});

/** Meta's type of the message: a voice note is an audio. */
const messageType = (kind: MediaKind): string => (kind === "voice" ? "audio" : kind);

function toMessage(config: SendMediaConfig, file: Sendable, { caption, named }: { caption: string; named: string }): OutgoingMessage {
  // Of what the contact sent it is known here only; what does not fit is still worth sending.
  const kind = file.media !== null && misfitOf(config.kind, file) !== null ? "document" : config.kind;
  const filename = kind === "document" ? fitFilename(named === "" ? (file.filename ?? "") : named, MEDIA_TEXT_LIMITS.filename) : undefined;
  const data: Context = {
    media: file.media,
    link: file.link,
    ...(filename !== undefined && filename !== null && { filename }),
    ...(file.mimeType !== null && { mime_type: file.mimeType }),
    ...(file.size !== null && { size: file.size }),
    ...(kind === "voice" && { voice: true }),
    fallback_link: config.fallback_link,
  };
  return { type: messageType(kind), text: caption, data };
}

function filesOf({ config, context, locale }: NodeInput<SendMediaConfig>): Sendable[] {
  const source = sourceOf(config);
  if (source === "file") {
    const { id, filename, mime_type: mimeType, size } = config.file;
    return [{ media: id, link: null, filename, mimeType, size }];
  }
  if (source === "url") {
    const link = inField("url", () => renderUrl(config.url.trim(), context, locale)).trim();
    return isWebAddress(link) ? [{ media: null, link, filename: null, mimeType: null, size: null }] : [];
  }
  return source === "from" ? receivedFiles(readPath(context, config.from.trim())) : [];
}

/** What an answer that is a file holds, or several of them; `message` itself has it in its data. */
function receivedFiles(value: Json): Sendable[] {
  if (Array.isArray(value)) return value.flatMap(receivedFiles);
  if (typeof value !== "object" || value === null) return [];
  const { media_id: id = null, filename = null, mime_type: mimeType = null, size = null, data = null } = value;
  if (typeof id !== "string") return data === null ? [] : receivedFiles(data);
  const word = (given: Json) => (typeof given === "string" ? given : null);
  return [{ media: id, link: null, filename: word(filename), mimeType: word(mimeType), size: typeof size === "number" ? size : null }];
}

function summaryOf(config: SendMediaConfig): string {
  const source = sourceOf(config);
  return source === "file" ? (config.file.filename ?? "") : source === "url" ? config.url : source === "from" ? config.from : "";
}

function check(config: SendMediaConfig): ConfigIssue[] {
  const issues: (ConfigIssue & { code: SendMediaIssue })[] = [];
  const { kind, file, caption, url, from } = config;
  const source = sourceOf(config);
  if (source === null || (source === "from" && !leadsSomewhere(from)))
    issues.push({ severity: "error", code: "no_file", field: config.source, message: "has no file to send" });
  if (source === "url" && !url.includes("{") && !isWebAddress(url.trim()))
    issues.push({ severity: "error", code: "bad_file_url", field: "url", message: "has an address of a file that is none" });
  if (source === "file") {
    const misfit = misfitOf(kind, { mimeType: file.mime_type, size: file.size });
    if (misfit === "type") {
      const message = `has a file (${file.mime_type}) that WhatsApp does not take as ${kind}`;
      issues.push({ severity: "error", code: "wrong_file_type", field: "file", message, params: { type: file.mime_type } });
    }
    if (misfit === "size") {
      const most = MEDIA_LIMITS[kind].bytes / 1024;
      issues.push({
        severity: "error",
        code: "file_too_large",
        field: "file",
        message: `has a file larger than the ${most} KB that WhatsApp takes as ${kind}`,
        params: { most },
      });
    }
  }
  if (caption.trim() !== "" && !hasCaption(config))
    issues.push({ severity: "warning", code: "caption_not_shown", field: "caption", message: "has a caption that WhatsApp does not show" });
  if (caption.length > MEDIA_TEXT_LIMITS.caption && !caption.includes("{"))
    issues.push({
      severity: "warning",
      code: "caption_too_long",
      field: "caption",
      message: `has a caption longer than WhatsApp's ${MEDIA_TEXT_LIMITS.caption} characters: the rest follows as a message`,
      params: { limit: MEDIA_TEXT_LIMITS.caption },
    });
  const length = writtenLength(config.filename);
  if (length > MEDIA_TEXT_LIMITS.filename)
    issues.push({
      severity: "warning",
      code: "filename_over_limit",
      field: "filename",
      message: `has a filename of ${length} characters: WhatsApp shows ${MEDIA_TEXT_LIMITS.filename}, so it is shortened`,
      params: { limit: MEDIA_TEXT_LIMITS.filename, length },
    });
  return issues;
}

const leadsSomewhere = (path: string): boolean => {
  const keys = pathKeys(path.trim());
  return keys !== null && keys.length > 0 && (typeof keys[0] !== "string" || isName(keys[0]));
};
