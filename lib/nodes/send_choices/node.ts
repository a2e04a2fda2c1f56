import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import type { Effect } from "../../engine/types.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import { defineSendingNode } from "../sending.ts";
import { ask, type Asking, askingSchema, questionOf } from "./asked.ts";
import { checkChoices } from "./check.ts";
import { type ChoicesConfig, choicesConfig, exitsOf } from "./config.ts";
import type { OfferedChoice } from "./choice.ts";
import { matchChoice, namesChoice, type Offer } from "./match.ts";
import { presentChoices } from "./presentation.ts";
import { ANSWER_NOTES, awaitAnswer, kept, keysOf, settle } from "./settle.ts";
import { secondsToTimeout } from "../until-timeout.ts";

/** Codes of the problems that only this type has. */
export type SendChoicesProblem = "nothing_to_offer";

export const NOTES = {
  noPicture: "the picture's address is none: sent without it",
  leftOut: "some items of the list were left out: they have no title or no id, or the id is there twice",
  ...ANSWER_NOTES,
} as const;

const NOTHING_TO_OFFER = { code: "nothing_to_offer" satisfies SendChoicesProblem, params: {}, message: "there was no choice to offer" };

export const sendChoices = defineSendingNode<ChoicesConfig>({
  type: "send_choices",
  family: "listen",
  config: choicesConfig,
  defaults: { message: "", choices: [], attempts: 2 },
  exits: exitsOf,
  exitLabel: ({ choices, choices_from, display_only }, exit) =>
    choices_from === null && !display_only ? (choices.find(({ id }) => id === exit)?.title ?? null) : null,
  summary: ({ message, choices, choices_from }) =>
    `${message} [${choices_from === null ? choices.map(({ id, title }) => title || id).join(" | ") : choices_from.list}]`,
  templates: ({ message, header, header_image, footer, button, retry_message, choices, choices_from }) => ({
    message,
    header,
    ...(header_image.trim() !== "" && { header_image }),
    footer,
    button,
    retry_message,
    ...(choices_from === null
      ? Object.fromEntries(
          choices.flatMap(({ title, description }, index) => [
            [`choices.${index}.title`, title],
            [`choices.${index}.description`, description],
          ]),
        )
      : { "choices_from.list": asTemplate(choices_from.list) }),
  }),
  sets: (config) => (config.display_only ? [] : Object.values(keysOf(config) ?? {})),
  offers: (config) => {
    const keys = config.display_only ? null : keysOf(config);
    return keys === null || config.choices_from !== null ? null : { key: keys.id, choices: config.choices };
  },
  isOffered: (config, data, text) => {
    const asking = askingSchema.safeParse(data);
    return asking.success && namesChoice(text, offerOf(config, asking.data));
  },
  waits: ({ display_only }) => !display_only,
  listens: ({ display_only }, exit) => !display_only && exit !== "timeout" && exit !== "empty",
  hearsEarlier: ({ hears_earlier }) => hears_earlier,
  asks: true,
  delaySeconds: secondsToTimeout,
  sends: () => true,
  check: checkChoices,

  enter(input) {
    const { config, context, token, locale } = input;
    const { asked, leftOut } = ask(config, context, locale);
    const noPicture = asked.image !== undefined && !isWebAddress(asked.image);
    const note = leftOut ? { note: NOTES.leftOut } : noPicture ? { note: NOTES.noPicture } : {};
    if (asked.choices.length > 0) {
      const asking = { token, page: 0, tries: 0, asked };
      return config.display_only
        ? { exit: "next", effects: presented(config, asking).sends, ...note }
        : { ...pose(input, asking), ...note };
    }
    // Without a way for it this is as much a fault as a list that is not there.
    return config.choices_from === null
      ? { end: "failed", reason: NOTHING_TO_OFFER }
      : { exit: "empty", unhandled: NOTHING_TO_OFFER, ...note };
  },

  resume(input, event) {
    if (event.type !== "message_received") return { exit: "timeout" };
    const { config } = input;
    const asking = askingSchema.parse(input.data);
    const match = matchChoice(event.message, offerOf(config, asking));
    return settle(match, asking, {
      attempts: config.attempts,
      chosen: (choice) => ({ exit: config.choices_from === null ? choice.id : "next", ...kept(config, choice) }),
      pose: (next, isRetry) => pose(input, next, isRetry),
      page: (page) => pose(input, { ...asking, page }),
    });
  },
});

/** What can be named in answer. */
function offerOf(config: ChoicesConfig, asking: Asking): Offer<OfferedChoice> {
  const question = questionOf(asking, isPaged(config), false);
  const { numbers, more } = presentChoices(question, asking.page);
  return { token: asking.token, choices: question.choices, numbers, more };
}

/** A path as the template that reads it, so that it is checked as one. */
const asTemplate = (path: string) => (path.trim() === "" || path.includes("{") ? path : `{{ ${path} }}`);

const isPaged = ({ choices_from }: ChoicesConfig) => choices_from !== null;

/** The question as messages, and the page of it that they show. */
function presented(config: ChoicesConfig, asking: Asking, isRetry = false): { sends: Effect[]; page: number } {
  const { messages, page } = presentChoices(questionOf(asking, isPaged(config), isRetry), asking.page);
  return { sends: messages.map((message) => ({ type: "send_message", message })), page };
}

function pose({ config, at, token }: NodeInput<ChoicesConfig>, asking: Asking, isRetry = false): Outcome {
  const { sends, page } = presented(config, asking, isRetry);
  return awaitAnswer({ at, token, seconds: config.timeout_seconds }, sends, { ...asking, page });
}
