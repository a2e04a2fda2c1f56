import { z } from "zod";
import { renderField, renderUrlField } from "../../engine/render-field.ts";
import type { Context, FlowLocale } from "../../engine/types.ts";
import { encodeTapId } from "../../engine/values/tap-id.ts";
import { fitFrame, fitLine, type TextMessage } from "../../whatsapp/outgoing/fit-body.ts";
import { isBlank, oneLine, shorten } from "../../whatsapp/outgoing/fit-text.ts";
import type { CarouselMessage } from "../../whatsapp/outgoing/interactive-carousel.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import { fold } from "../../engine/values/normal-text.ts";
import type { OfferedChoice } from "../send_choices/choice.ts";
import { offerChoices, tellApart } from "../send_choices/offered.ts";
import { type CarouselConfig, MEDIA } from "./config.ts";

const { carousel, buttons: replyLimits } = INTERACTIVE_LIMITS;

const choice = z.object({ id: z.string(), title: z.string(), words: z.array(z.string()) });
const card = z.object({
  link: z.string(),
  body: z.string(),
  /** Null where there are quick replies. */
  button: z.object({ title: z.string(), url: z.string() }).nullable(),
  choices: z.array(choice),
});

/** A carousel with its values filled in: the cards that can be sent, all of one kind. */
export const filledSchema = z.object({
  body: z.string(),
  /** Instead of the body after an answer that was not understood; "" for the same once more. */
  retry: z.string(),
  media: z.enum(MEDIA),
  cards: z.array(card),
});
export type Filled = z.infer<typeof filledSchema>;
type FilledCard = Filled["cards"][number];

type FillText = (field: string, template: string, context: Context, locale?: FlowLocale) => string;
const FILL = { text: renderField, url: renderUrlField };

/** What a link says whose author has written nothing for it, in the flow's language. */
const LINK = { "pt-BR": "Abrir", en: "Open" } as const;

/**
 * The carousel, filled in. `leftOut`: some cards have no address that Meta could fetch. Each card has as many quick replies as the one with
 * the fewest, as Meta takes no others.
 * @throws FieldError for a template that fails, unless it is filled in by something milder
 */
export function fillCarousel(
  config: CarouselConfig,
  context: Context,
  locale?: FlowLocale,
  { text, url }: { text: FillText; url: FillText } = FILL,
): { filled: Filled; leftOut: boolean } {
  const cards = config.cards.map((written, index): FilledCard => {
    const fill = (field: string, template: string) => text(`cards.${index}.${field}`, template, context, locale);
    const address = (field: string, template: string) => url(`cards.${index}.${field}`, template, context, locale);
    const link = address("media_url", written.media_url);
    const body = fill("body", written.body);
    if (config.buttons === "url") {
      const title = fill("button", written.button);
      const shown = isBlank(title) ? LINK[locale?.language ?? "pt-BR"] : title;
      return { link, body, button: { title: shown, url: address("url", written.url) }, choices: [] };
    }
    const choices = written.choices.map((each, place) => ({ ...each, title: fill(`choices.${place}.title`, each.title) }));
    return { link, body, button: null, choices };
  });
  const usable = cards.filter(isUsable);
  const fewest = Math.min(...usable.map(({ choices }) => choices.length));
  const even = usable.map((each) => ({ ...each, choices: each.choices.slice(0, fewest) }));
  return {
    filled: {
      body: text("message", config.message, context, locale),
      retry: text("retry_message", config.retry_message, context, locale).trim(),
      media: config.media,
      cards: even,
    },
    leftOut: usable.length < cards.length,
  };
}

const isUsable = ({ link, button, choices }: FilledCard): boolean =>
  isWebAddress(link) && (button === null ? choices.length > 0 : isWebAddress(button.url));

/** Whether there is enough for a carousel. */
export const isSendable = ({ cards }: Filled): boolean => cards.length >= carousel.least;

/**
 * All that can be chosen, in order. Titles may be the same on several cards, which are told apart then by the first line of their words:
 * people name the cake, and not the button below it.
 */
export function choicesOf({ cards }: Filled): OfferedChoice[] {
  return offerChoices(
    cards.flatMap(({ body, choices }) => {
      const [name = ""] = choices.length === 1 ? body.trim().split("\n") : [];
      return choices.map(({ id, title, words }) => ({ id, title, description: "", words: isBlank(name) ? words : [...words, name] }));
    }),
  );
}

/** Numbers mean cards where each has one reply. */
export const numbersOf = ({ cards }: Filled) => ({
  from: 0,
  to: cards.every(({ choices }) => choices.length === 1) ? cards.length : 0,
  shown: false,
});

/** What is sent, in order; the last one has the cards. `isRetry`: after an answer that was not understood. */
export function carouselMessages(filled: Filled, token: string, isRetry: boolean): (TextMessage | CarouselMessage)[] {
  const { body: written, retry, media, cards } = filled;
  const [first] = cards;
  const standIn = first?.button?.title ?? first?.choices[0]?.title ?? "";
  const words = { header: "", body: isRetry && retry !== "" ? retry : written, footer: "" };
  const { ahead, body } = fitFrame(words, fitLine(standIn, carousel.button) ?? LINK.en);
  const data: CarouselMessage["data"] = {
    kind: "carousel",
    media,
    cards: cards.map((each) => toCard(each, token)) as CarouselMessage["data"]["cards"],
  };
  return [...ahead, { type: "interactive", text: body, data }];
}

function toCard({ link, body, button, choices }: FilledCard, token: string): CarouselMessage["data"]["cards"][number] {
  const frame = { link, body: cardBody(body) };
  if (button !== null) return { ...frame, button: { title: fitLine(button.title, carousel.button) ?? LINK.en, url: button.url } };
  const taken = new Set<string>();
  return {
    ...frame,
    choices: choices.map(({ id, title }) => {
      const told = tellApart(shorten(oneLine(isBlank(title) ? id : title), replyLimits.title), taken, replyLimits.title).title;
      taken.add(fold(told));
      return { id: encodeTapId(token, { kind: "choice", id }), title: told };
    }),
  };
}

/** At most as many lines as a card has, and shortened; null for nothing to be seen. */
function cardBody(text: string): string | null {
  if (isBlank(text)) return null;
  const lines = text.toWellFormed().replaceAll("\r\n", "\n").trim().split("\n");
  const kept = [...lines.slice(0, carousel.lineBreaks), oneLine(lines.slice(carousel.lineBreaks).join(" "))];
  return shorten(kept.join("\n").trim(), carousel.body);
}
