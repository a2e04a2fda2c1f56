import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import { renderField } from "../../engine/render-field.ts";
import type { Effect, FlowLocale, Json } from "../../engine/types.ts";
import { defineSendingNode } from "../sending.ts";
import { askBack, meantBy } from "./ask-back.ts";
import { ask, compact, NOTES, onTimer, type Progress, progressSchema, refused, rest, say, settingsOf } from "./asking.ts";
import { checkWait } from "./check.ts";
import { askingTemplates, canBeInvalid, exitsOf, expectsWords, keysOf, type WaitConfig, waitConfig } from "./config.ts";
import { readAnswer, type Said, saidOf, wordsOf } from "./said.ts";
import { inOrder } from "./timing.ts";
import { isValid } from "./validation.ts";
import { askForWords, voiceIn, wordsOfResult } from "./voice.ts";
import { invalidWords } from "./words.ts";
import { ASKS_UNTIL_TIMEOUT } from "../until-timeout.ts";

type Input = NodeInput<WaitConfig>;

export const waitForInput = defineSendingNode<WaitConfig>({
  type: "wait_for_input",
  family: "listen",
  config: waitConfig,
  defaults: { question: "", context_key: "" },
  exits: exitsOf,
  hiddenExits: (config) => (expectsWords(config) ? ["unclear"] : []),
  summary: ({ question, context_key }) => [question, `→ ${context_key ?? "last_message"}`].filter((part) => part.trim() !== "").join(" "),
  templates: ({ question, choices, ...config }) => ({
    ...(question.trim() !== "" && { question }),
    ...Object.fromEntries(choices.map(({ title }, index) => [`choices.${index}.title`, title])),
    ...askingTemplates(config),
  }),
  sets: keysOf,
  ...ASKS_UNTIL_TIMEOUT,
  sends: (config) => config.question.trim() !== "" || canBeInvalid(config) || inOrder(config).length > 0,
  check: checkWait,

  enter: (input) => ask(input, say("question", input.config.question, input)),

  resume(input, event) {
    const progress = progressSchema.parse(input.data);
    if (event.type === "timer_fired") return onTime(input, progress);
    if (event.type === "voice_transcribed") return onWords(input, progress, wordsOfResult(event.result));
    if (event.type !== "message_received") return rest(input, progress);
    const said = [...progress.said, saidOf(event.message)];
    if (input.config.collect_seconds > 0 && progress.askedBack === undefined) {
      const collectUntil = input.at + Math.round(input.config.collect_seconds * 1000);
      return { ...rest(input, { ...progress, said, collectUntil }), note: NOTES.collecting };
    }
    return decide(input, progress, said);
  },
});

function onTime(input: Input, progress: Progress): Outcome {
  const { enteredAt = input.at, collectUntil, said, ...rested } = progress;
  if (collectUntil !== undefined && collectUntil <= input.at) return decide(input, { ...rested, said: [], enteredAt }, said);
  return onTimer(input, progress);
}

/** The words of a voice note stand in its place; without them it is not understood. */
function onWords(input: Input, { awaited, said, ...progress }: Progress, words: string | null): Outcome {
  const { askedBack: _, ...rested } = progress;
  if (words === null || awaited === undefined) {
    const unclear = { exit: "unclear", note: NOTES.unclear };
    const isDrawn = input.config.transcribe_voice || input.connected?.includes("unclear") === true;
    return isDrawn ? unclear : { ...refusedBy(input, { ...rested, said: [] }, said, false), note: NOTES.unclear };
  }
  const heard = said.map((one, index) => (index === awaited.index ? { type: "text", text: words, data: {} } : one));
  const outcome = decide(input, { ...progress, said: [] }, heard);
  const { context_key: key } = input.config;
  return "exit" in outcome && outcome.exit === "next" && key !== null
    ? { ...outcome, set: { ...outcome.set, [`${key}_voice`]: awaited.voice } }
    : outcome;
}

/** `isRead`: a value was understood, and is out of the author's bounds. */
function refusedBy(input: Input, progress: Progress, said: readonly Said[], isRead: boolean): Outcome {
  const [, textKey] = keysOf(input.config);
  return refused(input, progress, said, { words: invalidWords(input.config.expect, isRead, input.locale?.language), textKey });
}

/** What an answer of these messages leads to. */
function decide(input: Input, before: Progress, said: Said[]): Outcome {
  const { config, context, token } = input;
  const awaited = voiceIn(input, said);
  if (awaited !== null) {
    const data = compact({ ...before, said, collectUntil: undefined, enteredAt: before.enteredAt ?? input.at });
    return {
      wait: { for: ["transcription"], data: { ...data, awaited } },
      effects: [askForWords(input, said, awaited)],
      note: NOTES.transcribing,
    };
  }
  const { askedBack, ...rested } = before;
  const progress: Progress = { ...rested, said: [], collectUntil: undefined };
  const locale: FlowLocale = { ...input.locale, now: input.at };
  const settings = settingsOf(input, config.default_country);
  const fits = (value: Json) => isValid(value, config.validation, context, locale);

  const [last] = said.slice(-1);
  const meant = askedBack === undefined || last === undefined ? undefined : meantBy(last, askedBack, config.expect, settings);
  if (meant !== undefined) return kept(config, meant, said);

  const reading = readAnswer(said, { expect: config.expect, choices: filledChoices(input), token, settings });
  const values = reading.kind === "none" ? [] : reading.kind === "value" ? [reading.value] : [...reading.values];
  const [first, second] = values.filter(fits);
  if (first === undefined) {
    return refusedBy(input, progress, said, values.length > 0);
  }
  if (second === undefined) return kept(config, first, said);
  const asking = { token, values: [first, second] as [Json, Json] };
  const effects = askBack(asking, config.expect, settings, locale.language).map((message): Effect => ({ type: "send_message", message }));
  return { ...rest(input, { ...progress, askedBack: asking }, effects), note: NOTES.askedBack };
}

function kept(config: WaitConfig, value: Json, said: readonly Said[]): Outcome {
  const [key, textKey] = keysOf(config);
  if (key === undefined) return { exit: "next" };
  return { exit: "next", set: { [key]: value, ...(textKey !== undefined && { [textKey]: wordsOf(said) }) } };
}

function filledChoices({ config, context, locale }: Input): WaitConfig["choices"] {
  return config.choices.map((choice, index) => ({
    ...choice,
    title: renderField(`choices.${index}.title`, choice.title, context, locale),
  }));
}
