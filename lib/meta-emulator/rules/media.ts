import { isObject } from "#lib/json/read-json.ts";
import type { Refusal } from "../graph-error.ts";
import { type Draft, newDigits, newId, numberOf, ok, refuse } from "./draft.ts";
import type { Answer, Blob, BusinessNumber, Media } from "../types.ts";

const MEGABYTE = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Ids that we uploaded, ids of what contacts sent, and the address of either. */
const UPLOADED_MS = 30 * DAY_MS;
const RECEIVED_MS = 7 * DAY_MS;
const LINK_MS = 5 * 60 * 1_000;

/** Meta's kinds by MIME type, with the most bytes of each. */
const KINDS: readonly [kind: string, types: RegExp, most: number][] = [
  ["image", /^image\/(jpeg|png)$/, 5 * MEGABYTE],
  ["video", /^video\/(mp4|3gpp)$/, 16 * MEGABYTE],
  ["audio", /^audio\/(aac|amr|mpeg|mp4|ogg)$/, 16 * MEGABYTE],
  ["sticker", /^image\/webp$/, 500 * 1024],
  ["document", /^(text|application)\/[\w.+-]+$/, 100 * MEGABYTE],
];

const bare = (mimeType: string): string => mimeType.split(";")[0]?.trim().toLowerCase() ?? "";

/** What an upload is to Meta, by its MIME type; null for what it does not take. `application/octet-stream` is nothing. */
const kindOf = (mimeType: string) =>
  bare(mimeType) === "application/octet-stream" ? null : (KINDS.find(([, types]) => types.test(bare(mimeType))) ?? null);

/** The most bytes that a file of this type may have; 0 for one that is not taken. The HTTP face reads no further. */
export const mostBytes = (mimeType: string): number => kindOf(mimeType)?.[2] ?? 0;

export interface Upload {
  /** `messaging_product` and `type`, as the form had them. */
  product: string | null;
  type: string | null;
  /** Null: the form had no file. */
  blob: Blob | null;
}

/** `POST /{phone_number_id}/media` */
export function upload(draft: Draft, phoneNumberId: string, { product, blob }: Upload): Answer {
  if (numberOf(draft, phoneNumberId) === null) return refuse(draft, { code: 100, subcode: 33, details: `There is no ${phoneNumberId}.` });
  if (product !== "whatsapp") return refuse(draft, { code: 100, details: "The parameter messaging_product is required." });
  if (blob === null) return refuse(draft, { code: 100, details: "The parameter file is required." });
  const kind = kindOf(blob.mimeType);
  if (kind === null)
    return refuse(draft, {
      code: 100,
      details: `Param file must be a file with one of the supported types. Received file of type '${blob.mimeType}'.`,
    });
  if (blob.size === 0 || blob.size > kind[2])
    return refuse(draft, { code: 131053, details: `A file of type ${kind[0]} may have 1 to ${kind[2]} bytes.` });
  return ok({ id: addMedia(draft, phoneNumberId, blob, UPLOADED_MS).id });
}

/** A file of the emulator's own, as one that a contact has just sent. */
export const receivedMedia = (draft: Draft, phoneNumberId: string, blob: Blob): Media => addMedia(draft, phoneNumberId, blob, RECEIVED_MS);

function addMedia(draft: Draft, phoneNumberId: string, blob: Blob, lives: number): Media {
  const media = { id: newDigits(draft), phoneNumberId, blob, expiresAt: draft.now + lives, link: null };
  return putMedia(draft, media);
}

function putMedia(draft: Draft, media: Media): Media {
  draft.state = { ...draft.state, media: { ...draft.state.media, [media.id]: media } };
  return media;
}

/** A media that is there still, and belongs to the number that asks. */
export function mediaOf(draft: Draft, id: string, phoneNumberId: string | null): Media | null {
  const media = Object.hasOwn(draft.state.media, id) ? draft.state.media[id] : undefined;
  if (media === undefined || media.expiresAt <= draft.now) return null;
  return phoneNumberId === null || media.phoneNumberId === phoneNumberId ? media : null;
}

/** `GET /{media_id}`: where it can be fetched from within five minutes. `base` is our own address. */
export function readMedia(draft: Draft, media: Media, base: string): Answer {
  const link = { secret: newId(draft, "link").slice("link.".length), until: draft.now + LINK_MS };
  putMedia(draft, { ...media, link });
  const { mimeType, sha256, size } = media.blob;
  return ok({
    url: `${base}/download/${media.id}?ext=${Math.floor(link.until / 1_000)}&hash=${link.secret}`,
    mime_type: mimeType,
    sha256,
    file_size: String(size),
    id: media.id,
    messaging_product: "whatsapp",
  });
}

/** The bytes behind such an address; a 404 when its time is over. */
export function download(draft: Draft, id: string, secret: string | null): Answer {
  const media = mediaOf(draft, id, null);
  if (media?.link == null || media.link.secret !== secret || media.link.until <= draft.now)
    return {
      kind: "json",
      status: 404,
      body: { error: { message: "URL signature expired", type: "OAuthException", code: 100 } },
      delayMs: 0,
    };
  return { kind: "bytes", blob: media.blob, delayMs: 0 };
}

export function deleteMedia(draft: Draft, media: Media): Answer {
  const { [media.id]: _, ...others } = draft.state.media;
  draft.state = { ...draft.state, media: others };
  return ok({ success: true });
}

/** Every media id in what is sent must be one of this number's, and of the kind it is sent as. */
export function mediaRefusal(draft: Draft, number: BusinessNumber, payload: unknown): Refusal | null {
  for (const { id, kind, voice } of mediaIn(payload)) {
    const media = mediaOf(draft, id, number.id);
    if (media === null) return { code: 100, details: `The media with ID ${id} does not exist or has expired.` };
    const is = kindOf(media.blob.mimeType)?.[0];
    if (kind !== null && is !== kind && kind !== "document")
      return { code: 131053, details: `The media ${id} is of type ${media.blob.mimeType}, and can not be sent as ${kind}.` };
    if (voice && bare(media.blob.mimeType) !== "audio/ogg")
      return { code: 131053, details: `The media ${id} is of type ${media.blob.mimeType}; a voice note is audio/ogg with Opus.` };
  }
  return null;
}

const MEDIA_KEYS = new Set(["image", "video", "audio", "document", "sticker"]);

/** `{id}` and `{image: {id}}`, wherever they stand. */
function mediaIn(value: unknown, kind: string | null = null): { id: string; kind: string | null; voice: boolean }[] {
  if (Array.isArray(value)) return value.flatMap((each) => mediaIn(each));
  if (!isObject(value)) return [];
  const own = kind !== null && typeof value["id"] === "string" ? [{ id: value["id"], kind, voice: value["voice"] === true }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => mediaIn(inner, MEDIA_KEYS.has(key) ? key : null))];
}
