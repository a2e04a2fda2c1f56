import { z } from "zod";
import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import { earlierWith } from "../../engine/earlier.ts";
import { textsIn } from "../../engine/json-texts.ts";
import type { Context, Effect, IncomingMessage } from "../../engine/types.ts";
import { parseTapId } from "../../engine/values/tap-id.ts";
import { readPath } from "../../engine/values/read-path.ts";
import { formAnswerOf } from "../../whatsapp/inbound/form-answer.ts";
import { defineSendingNode } from "../sending.ts";
import { unsendable } from "../unsendable.ts";
import { checkForm } from "./check.ts";
import { type FormConfig, formConfig, keysOf, mappedFields } from "./config.ts";
import { fillForm, filledSchema, formMessages } from "./filled.ts";
import { ASKS_UNTIL_TIMEOUT } from "../until-timeout.ts";

/** Codes of the problems that only this type has. */
export type SendFormProblem = "no_form_to_send";

export const NOTES = {
  otherwise: "wrote something else: the form is still awaited",
  askedAgain: "wrote something else: the form was sent again",
  stale: "answered an earlier message: the form was sent again",
} as const;

const NO_FORM = {
  code: "no_form_to_send" satisfies SendFormProblem,
  params: {},
  message: "there was no form to send: its id came out empty",
};

/** The sends whose answers count; who writes more than so often in between answers one of the latest. */
const MOST_TOKENS = 10;

/** What stays while the form is awaited: whatever the context holds by then, it is the same form that is sent again. */
const awaitingSchema = z.object({
  /** One of each time that the form was sent. */
  tokens: z.array(z.string()),
  /** Milliseconds since 1970; null: as long as it takes. */
  dueAt: z.number().nullable(),
  filled: filledSchema,
});
type Awaiting = z.infer<typeof awaitingSchema>;

type Input = NodeInput<FormConfig>;

export const sendForm = defineSendingNode<FormConfig>({
  type: "send_form",
  family: "listen",
  config: formConfig,
  defaults: { message: "", button: "", form_id: "", fields: [] },
  exits: ({ timeout_seconds }) => ["next", ...(timeout_seconds > 0 ? ["timeout"] : [])],
  summary: ({ message, form_id }) => `${message} [${form_id}]`,
  templates: ({ message, header, footer, button, form_id, screen, retry_message, data }) => ({
    message,
    header,
    footer,
    button,
    form_id,
    screen,
    retry_message,
    ...textsIn(data, "data"),
  }),
  sets: keysOf,
  ...ASKS_UNTIL_TIMEOUT,
  sends: () => true,
  check: checkForm,

  enter(input) {
    const { config, context, at, locale } = input;
    const filled = fillForm(config, context, locale);
    if (filled.form === "") return unsendable("form_id", NO_FORM);
    const dueAt = config.timeout_seconds === 0 ? null : at + Math.round(config.timeout_seconds * 1000);
    return pose(input, { tokens: [], dueAt, filled }, false);
  },

  resume(input, event) {
    if (event.type !== "message_received") return { exit: "timeout" };
    const awaiting = awaitingSchema.parse(input.data);
    const answer = formAnswerOf(event.message.data);
    if (answer !== null && awaiting.tokens.includes(answer.token)) return { exit: "next", set: kept(input.config, answer.values) };
    if (answer !== null || isTap(event.message)) return { ...pose(input, awaiting, true), note: NOTES.stale };
    // What was tapped was not written; what was written stays readable.
    const set = event.message.type === "interactive" ? {} : earlierWith(input.context, event.message.text);
    if (awaiting.filled.retry !== "") return { ...pose(input, awaiting, true), set, note: NOTES.askedAgain };
    return { ...rest(input, awaiting, []), set, note: NOTES.otherwise };
  },
});

/** Whether something was tapped in a message of ours, which can only be an earlier one. */
function isTap({ type, data }: IncomingMessage): boolean {
  const id = type === "interactive" ? data?.["id"] : undefined;
  return typeof id === "string" && parseTapId(id) !== null;
}

/** Sends the form under this visit's token, and waits for what comes back. */
function pose(input: Input, awaiting: Awaiting, isRetry: boolean): Outcome {
  const fields = mappedFields(input.config).map(({ field }) => field);
  const sends = formMessages(awaiting.filled, { token: input.token, fields, isRetry }).map((message): Effect => ({
    type: "send_message",
    message,
  }));
  const tokens = [...awaiting.tokens, input.token].slice(-MOST_TOKENS);
  return rest(input, { ...awaiting, tokens }, sends);
}

/** Waits on. The time for the answer is counted from the entry. */
function rest({ token, at }: Input, awaiting: Awaiting, effects: Effect[]): Outcome {
  const { dueAt } = awaiting;
  if (dueAt === null) return { wait: { for: ["message"], data: awaiting }, effects };
  const timer: Effect = { type: "schedule_timer", token, dueAt: Math.max(dueAt, at) };
  return { wait: { for: ["message", "timer"], data: awaiting }, effects: [...effects, timer] };
}

/** What was filled in under the author's keys; null for a field that the answer does not have. */
function kept(config: FormConfig, values: Context): Context {
  const set = Object.fromEntries(
    mappedFields(config).map(({ field, key }) => [key, Object.hasOwn(values, field) ? (values[field] ?? null) : readPath(values, field)]),
  );
  return config.context_key === null ? set : { ...set, [config.context_key]: values };
}
