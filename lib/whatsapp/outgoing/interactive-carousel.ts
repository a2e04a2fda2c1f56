import { z } from "zod";
import type { Context } from "../../engine/types.ts";
import { defineKind, visible } from "./interactive-kind.ts";
import { INTERACTIVE_LIMITS, replyTap, toFrame, webAddress } from "./interactive-parts.ts";

/** Cards side by side, each a picture or a video with words, and either a link or quick replies below. */

const { carousel, buttons } = INTERACTIVE_LIMITS;

const cardFrame = {
  /** Of the picture or video. */
  link: webAddress,
  body: visible(carousel.body)
    .refine((text) => (text.match(/\n/gu)?.length ?? 0) <= carousel.lineBreaks, {
      error: `has more than ${carousel.lineBreaks} line breaks`,
    })
    .nullable(),
};

const linkCard = z.strictObject({ ...cardFrame, button: z.strictObject({ title: visible(carousel.button), url: webAddress }) });
const replyCard = z.strictObject({
  ...cardFrame,
  choices: z
    .array(z.strictObject({ id: visible(buttons.id), title: visible(buttons.title) }))
    .min(1)
    .max(carousel.replies)
    .refine((all) => isUnique(all.map(({ title }) => title)), { error: "two have one title" }),
});

const isUnique = (all: readonly string[]): boolean => new Set(all).size === all.length;
const cardsOf = <Card extends z.ZodType>(card: Card) => z.array(card).min(carousel.least).max(carousel.most);

const carouselData = z.strictObject({
  kind: z.literal("carousel"),
  /** What all cards show. */
  media: z.enum(["image", "video"]),
  cards: z.union([
    cardsOf(linkCard),
    cardsOf(replyCard)
      .refine((cards) => new Set(cards.map(({ choices }) => choices.length)).size === 1, { error: "do not have as many replies each" })
      .refine((cards) => isUnique(cards.flatMap(({ choices }) => choices.map(({ id }) => id))), { error: "two replies have one id" }),
  ]),
});

export type CarouselData = z.infer<typeof carouselData>;
type Card = CarouselData["cards"][number];

export interface CarouselMessage {
  type: "interactive";
  text: string;
  data: CarouselData;
}

export const carouselKind = defineKind({
  data: carouselData,
  toGraphPart: ({ text, data: { media, cards } }) => ({
    type: "carousel",
    ...toFrame({ text, data: { header: null, footer: null } }),
    action: {
      cards: cards.map((card, index) => ({
        card_index: index,
        // Meta's name of every card with media, whatever can be tapped on it.
        type: "cta_url",
        header: { type: media, [media]: { link: card.link } },
        ...(card.body === null ? {} : { body: { text: card.body } }),
        action: actionOf(card),
      })),
    },
  }),
  toPlainText: ({ text, data: { cards } }) => [text, ...cards.map(wordsOf)].join("\n\n"),
  taps: ({ data: { cards } }) =>
    cards.flatMap((card) => ("choices" in card ? card.choices.map((one) => replyTap("button_reply", one)) : [])),
});

function actionOf(card: Card): Context {
  if ("button" in card) return { name: "cta_url", parameters: { display_text: card.button.title, url: card.button.url } };
  return { buttons: card.choices.map(({ id, title }) => ({ type: "quick_reply", quick_reply: { id, title } })) };
}

function wordsOf(card: Card): string {
  const below = "button" in card ? [`• ${card.button.title}: ${card.button.url}`] : card.choices.map(({ title }) => `• ${title}`);
  return [card.body ?? card.link, ...below].join("\n");
}
