import { z } from "zod";
import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import type { Effect } from "../../engine/types.ts";
import { defineSendingNode } from "../sending.ts";
import { unsendable } from "../unsendable.ts";
import { matchChoice, namesChoice } from "../send_choices/match.ts";
import { ANSWER_NOTES, awaitAnswer, kept, keysOf, settle } from "../send_choices/settle.ts";
import { checkCarousel } from "./check.ts";
import { type CarouselConfig, carouselConfig, exitsOf, isAnswered, namedReplies, setsOf } from "./config.ts";
import { carouselMessages, choicesOf, fillCarousel, filledSchema, isSendable, numbersOf } from "./filled.ts";
import { secondsToTimeout } from "../until-timeout.ts";

/** Codes of the problems that only this type has. */
export type SendCarouselProblem = "too_few_cards";

export const NOTES = {
  ...ANSWER_NOTES,
  leftOut: "some cards were left out: the address of their media or link is none",
} as const;

const TOO_FEW = {
  code: "too_few_cards" satisfies SendCarouselProblem,
  params: {},
  message: "there were fewer than two cards that could be sent",
};

/** What stays while the contact is being asked: whatever the context holds by then, it is these cards that were offered. */
const askingSchema = z.object({
  /** Of the visit that asked first: the replies of each repetition have it, so that a tap on any of them counts. */
  token: z.string(),
  tries: z.number(),
  filled: filledSchema,
});
type Asking = z.infer<typeof askingSchema>;

export const sendCarousel = defineSendingNode<CarouselConfig>({
  type: "send_carousel",
  family: "listen",
  config: carouselConfig,
  defaults: { message: "", media: "image", buttons: "reply", cards: [], attempts: 2 },
  exits: exitsOf,
  exitLabel: (config, exit) => namedReplies(config).find(({ id }) => id === exit)?.title ?? null,
  summary: ({ message, cards }) => `${message} [${cards.length}]`,
  templates: ({ message, retry_message, buttons, cards }) => ({
    message,
    retry_message,
    ...Object.fromEntries(
      cards.flatMap(({ media_url, body, button, url, choices }, index) => [
        [`cards.${index}.media_url`, media_url],
        [`cards.${index}.body`, body],
        ...(buttons === "url"
          ? [
              [`cards.${index}.button`, button],
              [`cards.${index}.url`, url],
            ]
          : choices.map(({ title }, place) => [`cards.${index}.choices.${place}.title`, title])),
      ]),
    ),
  }),
  sets: setsOf,
  offers: (config) => {
    const keys = isAnswered(config) ? keysOf(config) : null;
    return keys === null ? null : { key: keys.id, choices: namedReplies(config) };
  },
  isOffered: (_, data, text) => {
    const asking = askingSchema.safeParse(data);
    return asking.success && namesChoice(text, offerOf(asking.data));
  },
  waits: isAnswered,
  listens: (config, exit) => isAnswered(config) && exit !== "timeout",
  hearsEarlier: ({ hears_earlier }) => hears_earlier,
  asks: true,
  delaySeconds: secondsToTimeout,
  sends: () => true,
  check: checkCarousel,

  enter(input) {
    const { config, context, token, locale } = input;
    const { filled, leftOut } = fillCarousel(config, context, locale);
    if (!isSendable(filled)) return unsendable("cards", TOO_FEW);
    const note = leftOut ? { note: NOTES.leftOut } : {};
    if (isAnswered(config)) return { ...pose(input, { token, tries: 0, filled }), ...note };
    return { exit: "next", effects: sendsOf({ token, filled }, false), ...note };
  },

  resume(input, event) {
    if (event.type !== "message_received") return { exit: "timeout" };
    const { config } = input;
    const asking = askingSchema.parse(input.data);
    const match = matchChoice(event.message, offerOf(asking));
    return settle(match, asking, {
      attempts: config.attempts,
      chosen: (choice) => ({ exit: choice.id, ...kept(config, choice) }),
      pose: (next, isRetry) => pose(input, next, isRetry),
      page: () => pose(input, asking),
    });
  },
});

const offerOf = ({ token, filled }: Asking) => ({ token, choices: choicesOf(filled), numbers: numbersOf(filled), more: null });

function sendsOf({ token, filled }: Pick<Asking, "token" | "filled">, isRetry: boolean): Effect[] {
  return carouselMessages(filled, token, isRetry).map((message): Effect => ({ type: "send_message", message }));
}

function pose({ config, at, token }: NodeInput<CarouselConfig>, asking: Asking, isRetry = false): Outcome {
  return awaitAnswer({ at, token, seconds: config.timeout_seconds }, sendsOf(asking, isRetry), asking);
}
