import { defineNode, type NodeInput, type Outcome } from "../../engine/define-node.ts";
import type { Effect } from "../../engine/types.ts";
import { ask, type Asking, askingSchema, questionOf } from "./asked.ts";
import { checkChoices } from "./check.ts";
import type { OfferedChoice } from "./choice.ts";
import { type ChoicesConfig, choicesConfig, exitsOf, keysOf } from "./config.ts";
import { matchChoice } from "./match.ts";
import { presentChoices } from "./presentation.ts";

/** Codes of the problems that only this type has. */
export type SendChoicesProblem = "nothing_to_offer";

export const NOTES = {
  leftOut: "some items of the list were left out: they have no title or no id, or the id is there twice",
  stale: "tapped on an earlier question: asked again",
  notUnderstood: "none of the choices",
} as const;

const NOTHING_TO_OFFER = { code: "nothing_to_offer" satisfies SendChoicesProblem, params: {}, message: "there was no choice to offer" };

export const sendChoices = defineNode<ChoicesConfig>({
  type: "send_choices",
  family: "listen",
  config: choicesConfig,
  defaults: { message: "", choices: [], attempts: 2 },
  exits: exitsOf,
  exitLabel: ({ choices, choices_from }, exit) => (choices_from === null ? (choices.find(({ id }) => id === exit)?.title ?? null) : null),
  summary: ({ message, choices, choices_from }) =>
    `${message} [${choices_from === null ? choices.map(({ id, title }) => title || id).join(" | ") : choices_from.list}]`,
  templates: ({ message, header, footer, button, retry_message, choices, choices_from }) => ({
    message,
    header,
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
  sets: (config) => Object.values(keysOf(config) ?? {}),
  waits: () => true,
  listens: (_, exit) => exit !== "timeout" && exit !== "empty",
  hearsEarlier: ({ hears_earlier }) => hears_earlier,
  asks: true,
  delaySeconds: ({ timeout_seconds }, exit) => (exit === "timeout" ? timeout_seconds : 0),
  sends: () => true,
  check: checkChoices,

  enter(input) {
    const { config, context, token, locale } = input;
    const { asked, leftOut } = ask(config, context, locale);
    const note = leftOut ? { note: NOTES.leftOut } : {};
    if (asked.choices.length > 0) return { ...pose(input, { token, page: 0, tries: 0, asked }), ...note };
    // Without a way for it this is as much a fault as a list that is not there.
    return config.choices_from === null
      ? { end: "failed", reason: NOTHING_TO_OFFER }
      : { exit: "empty", unhandled: NOTHING_TO_OFFER, ...note };
  },

  resume(input, event) {
    if (event.type !== "message_received") return { exit: "timeout" };
    const { config } = input;
    const asking = askingSchema.parse(input.data);
    const question = questionOf(asking, isPaged(config), false);
    const { numbers, more } = presentChoices(question, asking.page);
    const match = matchChoice(event.message, { token: asking.token, choices: question.choices, numbers, more });
    switch (match.kind) {
      case "choice":
        return chosen(config, match.choice);
      case "page":
        return pose(input, { ...asking, page: match.page });
      case "stale":
        return { ...pose(input, asking, true), note: NOTES.stale };
      case "none":
      case "ambiguous": {
        const tries = asking.tries + 1;
        const next: Outcome = tries < config.attempts ? pose(input, { ...asking, tries }, true) : { exit: "no_match" };
        return { ...next, note: NOTES.notUnderstood };
      }
    }
  },
});

/** A path as the template that reads it, so that it is checked as one. */
const asTemplate = (path: string) => (path.trim() === "" || path.includes("{") ? path : `{{ ${path} }}`);

const isPaged = ({ choices_from }: ChoicesConfig) => choices_from !== null;

/** Asks, and waits for the answer; the time for it begins anew with each question. */
function pose({ config, at, token }: NodeInput<ChoicesConfig>, asking: Asking, isRetry = false): Outcome {
  const { messages, page } = presentChoices(questionOf(asking, isPaged(config), isRetry), asking.page);
  const sends: Effect[] = messages.map((message) => ({ type: "send_message", message }));
  const data = { ...asking, page };
  if (config.timeout_seconds === 0) return { wait: { for: ["message"], data }, effects: sends };
  const timer: Effect = { type: "schedule_timer", token, dueAt: at + Math.round(config.timeout_seconds * 1000) };
  return { wait: { for: ["message", "timer"], data }, effects: [...sends, timer] };
}

function chosen(config: ChoicesConfig, { id, title, shown }: OfferedChoice): Outcome {
  const keys = keysOf(config);
  return {
    exit: config.choices_from === null ? id : "next",
    ...(keys && { set: { [keys.id]: id, [keys.title]: title.trim() === "" ? shown : title } }),
  };
}
