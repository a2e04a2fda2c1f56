import { z } from "zod";

/** What parts of every body are made of. The schemas are Meta's and strict: a key that Meta does not know is refused there too. */

/** Something is to be seen in it. */
const isBlank = (text: string): boolean => text.trim() === "";

/**
 * A text of 1 to `most` characters. Meta does not say how it counts, so the longer count decides: UTF-16 units are never fewer than code
 * points.
 */
export const chars = (most: number) =>
  z
    .string()
    .refine((text) => !isBlank(text), { error: `must have 1 to ${most} characters`, params: { graph: 131008 } })
    .refine((text) => text.length <= most, { error: `must be at most ${most} characters long` })
    .refine((text) => text.isWellFormed(), { error: "must be UTF-8", params: { graph: 100 } });

/** One that may be empty. */
export const charsOrNone = (most: number) =>
  z.string().refine((text) => text.length <= most, { error: `must be at most ${most} characters long` });

export const webAddress = (most = 2_000) => chars(most).refine(isWebAddress, { error: "is not a valid http(s) URL" });

function isWebAddress(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== "";
}

/** No two of these are the same. */
export const unique = <Item>(items: readonly Item[], key: (item: Item) => string | undefined): boolean => {
  const keys = items.map(key);
  return new Set(keys).size === keys.length;
};

/** A media by exactly one of its two references, with what its kind adds. */
export const mediaReference = <Shape extends z.ZodRawShape>(more: Shape) =>
  z
    .strictObject({ id: chars(64).regex(/^\d+$/, "is not a media id").optional(), link: webAddress().optional(), ...more })
    .refine((media) => ((media as Reference).id === undefined) !== ((media as Reference).link === undefined), {
      error: "must have exactly one of id and link",
    });

interface Reference {
  id?: string | undefined;
  link?: string | undefined;
}

/** `{"text": …}` */
export const words = (most: number) => z.strictObject({ text: chars(most) });

/** A number, also one written as a text with a decimal point. */
export const coordinate = (most: number) =>
  z
    .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, "must be a number with a decimal point")])
    .refine((value) => Math.abs(Number(value)) <= most, { error: `must be between -${most} and ${most}` });

const productItem = z.strictObject({ product_retailer_id: chars(200) });

/** The products of one catalogue that a message offers. */
export const productSections = z
  .array(z.strictObject({ title: chars(24).optional(), product_items: z.array(productItem).min(1) }))
  .min(1, "must have 1 to 10 sections")
  .max(10, "must have 1 to 10 sections")
  .refine((sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined), {
    error: "must have a title in each section when there are several",
  })
  .refine((sections) => sections.flatMap(({ product_items: items }) => items).length <= 30, { error: "must have at most 30 products" });
