import { z } from "zod";
import { chars, unique, webAddress } from "./fields.ts";

/** The cards of a free-form carousel: pictures with a link or quick replies, or products of one catalogue. */

/** Here Meta's pages know no media by id. */
const byLink = z.strictObject({ link: webAddress() });
const header = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("image"), image: byLink }),
  z.strictObject({ type: z.literal("video"), video: byLink }),
]);

const cardText = z.strictObject({
  text: chars(160).refine((text) => (text.match(/\n/g)?.length ?? 0) <= 2, { error: "must have at most 2 line breaks" }),
});

const urlAction = z.strictObject({
  name: z.literal("cta_url"),
  parameters: z.strictObject({ display_text: chars(20), url: webAddress() }),
});
const quickReply = z.strictObject({
  type: z.literal("quick_reply"),
  quick_reply: z.strictObject({ id: chars(256), title: chars(20) }),
});
const replyAction = z.strictObject({
  buttons: z
    .array(quickReply)
    .min(1, "must have 1 to 3 quick replies")
    .max(3, "must have 1 to 3 quick replies")
    .refine((buttons) => unique(buttons, ({ quick_reply: { title } }) => title), { error: "has two quick replies with one title" }),
});

const card = z.discriminatedUnion("type", [
  z.strictObject({
    card_index: z.number().int(),
    type: z.literal("cta_url"),
    header,
    body: cardText.optional(),
    action: z.union([urlAction, replyAction]),
  }),
  z.strictObject({
    card_index: z.number().int(),
    type: z.literal("product"),
    action: z.strictObject({ product_retailer_id: chars(200), catalog_id: chars(64) }),
  }),
]);
type Card = z.infer<typeof card>;

const alike = (cards: Card[], what: (card: Card) => unknown): boolean => new Set(cards.map(what)).size <= 1;
const replies = (each: Card) => ("buttons" in each.action ? each.action.buttons : []);

export const carouselCards = z
  .array(card)
  .min(2, "must have 2 to 10 cards")
  .max(10, "must have 2 to 10 cards")
  .refine((cards) => cards.every(({ card_index: index }, place) => index === place), { error: "must count card_index from 0 on" })
  .refine((cards) => alike(cards, ({ type }) => type), { error: "must have cards of one type" })
  .refine((cards) => alike(cards, (each) => ("header" in each ? each.header.type : null)), { error: "must have headers of one kind" })
  .refine((cards) => alike(cards, ({ action }) => Object.keys(action)[0]), { error: "must have actions of one kind" })
  .refine((cards) => alike(cards, (each) => replies(each).length), { error: "must have as many quick replies on each card" })
  .refine((cards) => unique(cards.flatMap(replies), ({ quick_reply: { id } }) => id), { error: "has two quick replies with one id" })
  .refine((cards) => alike(cards, ({ action }) => ("catalog_id" in action ? action.catalog_id : null)), {
    error: "must have products of one catalogue",
  });
