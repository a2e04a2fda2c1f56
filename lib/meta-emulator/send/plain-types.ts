import { z } from "zod";
import { chars, coordinate, mediaReference, webAddress } from "./fields.ts";

/** The payloads of all types that are neither interactive nor a template. */

const text = z.strictObject({ body: chars(4_096), preview_url: z.boolean().optional() });

const caption = chars(1_024).optional();
const image = mediaReference({ caption });
const audio = mediaReference({ voice: z.boolean().optional() });
const document = mediaReference({ caption, filename: chars(240).optional() });
const sticker = mediaReference({});

const location = z.strictObject({
  latitude: coordinate(90),
  longitude: coordinate(180),
  name: chars(1_000).optional(),
  address: chars(1_000).optional(),
});

const word = chars(1_000).optional();
const contact = z.strictObject({
  name: z.strictObject({
    formatted_name: chars(1_000),
    first_name: word,
    last_name: word,
    middle_name: word,
    suffix: word,
    prefix: word,
  }),
  birthday: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day such as 1990-02-28")
    .optional(),
  phones: z
    .array(
      z.strictObject({
        phone: word,
        type: word,
        wa_id: z
          .string()
          .regex(/^\d{5,16}$/, "must be digits")
          .optional(),
      }),
    )
    .optional(),
  emails: z.array(z.strictObject({ email: word, type: word })).optional(),
  addresses: z
    .array(z.strictObject({ street: word, city: word, state: word, zip: word, country: word, country_code: word, type: word }))
    .optional(),
  org: z.strictObject({ company: word, department: word, title: word }).optional(),
  urls: z.array(z.strictObject({ url: webAddress(), type: word })).optional(),
});
const contacts = z.array(contact).min(1, "must have at least 1 contact").max(257, "must have at most 257 contacts");

/** One emoji, or nothing, which takes the reaction back. */
const emoji = z.string().refine((value) => value === "" || isOneEmoji(value), { error: "must be one emoji" });
function isOneEmoji(value: string): boolean {
  const graphemes = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value)];
  return graphemes.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\ufe0f?\u20e3/u.test(value);
}
const reaction = z.strictObject({ message_id: chars(512), emoji });

const pin = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("pin"),
    message_id: chars(512),
    expiration_days: z.number().int().min(1, "must be 1 to 30").max(30, "must be 1 to 30").optional(),
  }),
  z.strictObject({ type: z.literal("unpin"), message_id: chars(512) }),
]);

export const PLAIN_PAYLOADS = { text, image, video: image, audio, document, sticker, location, contacts, reaction, pin } as const;
