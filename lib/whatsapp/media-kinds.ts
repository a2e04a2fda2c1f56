/** What files WhatsApp takes, as Meta's media page told in 2026. Pure: nodes check by it, the server accepts by it, forms say it. */

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

export interface MediaLimits {
  /** MIME types without parameters; null: any. */
  types: readonly string[] | null;
  bytes: number;
}

/** What we may send a file as. A voice note is an audio of one kind. */
export const MEDIA_LIMITS = {
  image: { types: ["image/jpeg", "image/png"], bytes: 5 * MEGABYTE },
  video: { types: ["video/mp4", "video/3gpp"], bytes: 16 * MEGABYTE },
  audio: { types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], bytes: 16 * MEGABYTE },
  voice: { types: ["audio/ogg"], bytes: 16 * MEGABYTE },
  document: { types: null, bytes: 100 * MEGABYTE },
  sticker: { types: ["image/webp"], bytes: 500 * KILOBYTE },
} as const satisfies Record<string, MediaLimits>;

export type MediaKind = keyof typeof MEDIA_LIMITS;
export const MEDIA_KINDS = Object.keys(MEDIA_LIMITS) as [MediaKind, ...MediaKind[]];

/** Of a sticker that does not move. */
export const STILL_STICKER_BYTES = 100 * KILOBYTE;

/** The largest file of any kind. */
export const MOST_MEDIA_BYTES = MEDIA_LIMITS.document.bytes;

/** Lengths in UTF-16 units. */
export const MEDIA_TEXT_LIMITS = { caption: 1_024, filename: 240 } as const;

/** Without parameters, in lower case: `audio/ogg; codecs=opus` is `audio/ogg`. */
export const bareType = (mimeType: string): string => (mimeType.split(";", 1)[0] ?? "").trim().toLowerCase();

/** Why a file cannot be sent as this kind; null where it can, or where nothing is known of it. */
export function misfitOf(kind: MediaKind, { mimeType, size }: { mimeType: string | null; size: number | null }): "type" | "size" | null {
  const { types, bytes }: MediaLimits = MEDIA_LIMITS[kind];
  if (mimeType !== null && types !== null && !types.includes(bareType(mimeType))) return "type";
  return size !== null && size > bytes ? "size" : null;
}
