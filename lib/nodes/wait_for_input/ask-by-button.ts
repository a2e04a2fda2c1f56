import { z } from "zod";
import type { Reading } from "../../answers/reading.ts";
import type { ConfigIssue, NodeInput, NodeType, Outcome } from "../../engine/define-node.ts";
import { text } from "../../engine/options.ts";
import type { Effect, FlowLanguage, Json } from "../../engine/types.ts";
import { withBody } from "../../whatsapp/outgoing/fit-body.ts";
import { defineSendingNode, type SendOptions } from "../sending.ts";
import { checkBody } from "../written-length.ts";
import { ask, onTimer, type Progress, progressSchema, refused, rest, say } from "./asking.ts";
import { type AskingIssue, checkAsking } from "./check.ts";
import { askingOptions, askingTemplates } from "./config.ts";
import { type Said, saidOf, wordsOf } from "./said.ts";
import { ASKS_UNTIL_TIMEOUT } from "../until-timeout.ts";

/** A question that a button of WhatsApp's answers: asked again with the same button, and otherwise as `wait_for_input` asks. */

const buttonConfig = z.object({
  /** A template; where it is blank Siga asks in its own words, since WhatsApp wants some. */
  question: text(),
  ...askingOptions(),
});
export type ButtonConfig = z.infer<typeof buttonConfig>;
type Input = NodeInput<ButtonConfig>;

/** Codes of the issues that only these types have. */
export type ButtonIssue = AskingIssue | "question_over_limit" | "invalid_over_limit";

interface AskedByButton {
  type: string;
  /** The `kind` of the interactive message. */
  kind: "location_request" | "contact_request";
  /** What Siga says itself, in a flow's language. */
  words: Readonly<Record<FlowLanguage, { question: string; invalid: string }>>;
  read(said: Said, input: Input): Reading;
  /** What is known without asking; null where it is not. */
  known?(input: Input): Json;
}

export function defineAskedByButton({ type, kind, words, read, known = () => null }: AskedByButton): NodeType<ButtonConfig & SendOptions> {
  const ownWords = ({ locale }: Input) => words[locale?.language ?? "pt-BR"];
  const withButton = (body: string): Effect[] => withBody(body, { kind }).map((message) => ({ type: "send_message", message }));

  return defineSendingNode<ButtonConfig>({
    type,
    family: "listen",
    config: buttonConfig,
    defaults: { question: "", context_key: "" },
    exits: ({ timeout_seconds }) => ["next", "invalid", ...(timeout_seconds > 0 ? ["timeout"] : [])],
    summary: ({ question, context_key }) => [question, `→ ${context_key ?? "last_message"}`].filter((part) => part.trim() !== "").join(" "),
    templates: ({ question, ...config }) => ({ question, ...askingTemplates(config) }),
    sets: ({ context_key }) => (context_key === null ? [] : [context_key, textKeyOf(context_key)]),
    ...ASKS_UNTIL_TIMEOUT,
    sends: () => true,
    check: (config) => [...checkLengths(config), ...checkAsking(config)],

    enter(input) {
      const value = known(input);
      if (value !== null) return kept(input.config, value, null);
      const own = say("question", input.config.question, input, withButton);
      return ask(input, own.length > 0 ? own : withButton(ownWords(input).question));
    },

    resume(input, event) {
      const progress: Progress = progressSchema.parse(input.data);
      if (event.type === "timer_fired") return onTimer(input, progress);
      if (event.type !== "message_received") return rest(input, progress);
      const said = saidOf(event.message);
      const reading = read(said, input);
      if (reading.kind === "value") return kept(input.config, reading.value, said);
      const { context_key } = input.config;
      return refused(input, progress, [said], {
        words: ownWords(input).invalid,
        textKey: context_key === null ? undefined : textKeyOf(context_key),
        send: withButton,
      });
    },
  });
}

const textKeyOf = (key: string): string => `${key}_text`;

/** `said`: null where nobody had to be asked. */
function kept({ context_key: key }: ButtonConfig, value: Json, said: Said | null): Outcome {
  if (key === null) return { exit: "next" };
  return { exit: "next", set: { [key]: value, ...(said !== null && { [textKeyOf(key)]: wordsOf([said]) }) } };
}

/** Beside a button there is less room than in a text. */
const checkLengths = ({ question, invalid_messages }: ButtonConfig): (ConfigIssue & { code: ButtonIssue })[] => [
  ...checkBody("question_over_limit", "question", question),
  ...invalid_messages.flatMap((text, index) => checkBody("invalid_over_limit", `invalid_messages.${index}`, text)),
];
