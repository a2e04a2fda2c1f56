import { z } from "zod";
import { ANSWER_READERS, type AnswerType } from "../../answers/registry.ts";
import { type AnswerSettings, NONE, type Reading, readingOf, valueOf } from "../../answers/reading.ts";
import type { Context, IncomingMessage, Json } from "../../engine/types.ts";
import { answerOf } from "../../whatsapp/inbound/answer.ts";
import { matchChoice } from "../send_choices/match.ts";
import type { Expected } from "./config.ts";

/** What of a message its answer is made of, also while more is waited for. */
export const saidSchema = z.object({ type: z.string(), text: z.string(), data: z.record(z.string(), z.json()).default({}) });
export type Said = z.infer<typeof saidSchema>;

export const saidOf = ({ type, text, data = {} }: IncomingMessage): Said => ({ type, text, data });

/** The words of an answer: those of its texts and taps, line by line; of the rest their captions. */
export const wordsOf = (said: readonly Said[]): string =>
  said
    .map(({ text }) => text)
    .filter((text) => text.trim() !== "")
    .join("\n");

/** Messages whose words are said in answer; a picture's caption is not. */
const IN_WORDS = new Set(["text", "button", "interactive"]);

const MEDIA: Readonly<Record<"image" | "audio" | "document" | "file", readonly string[]>> = {
  image: ["image"],
  audio: ["audio", "voice"],
  document: ["document"],
  file: ["image", "video", "audio", "voice", "document", "sticker"],
};

export interface Expectation {
  expect: Expected;
  choices: readonly { id: string; title: string; words: string[] }[];
  /** Of the visit that asked, for taps. */
  token: string;
  settings: AnswerSettings;
}

/** The typed value of an answer, which may be of several messages. */
export function readAnswer(said: readonly Said[], { expect, choices, token, settings }: Expectation): Reading {
  switch (expect) {
    case "any":
      return valueOf(anything(said));
    case "image":
    case "audio":
    case "document":
    case "file":
      return listOf(said, MEDIA[expect], mediumOf);
    case "location":
      return listOf(said, ["location"], placeOf);
    case "contact":
      return listOf(said, ["contacts"], (one) => answerOf(one));
    case "form":
      return listOf(
        said.filter(({ data }) => data["kind"] === "nfm_reply"),
        ["interactive"],
        (one) => answerOf(one),
      );
    default:
      return said.every(({ type }) => IN_WORDS.has(type)) ? inWords(said, { expect, choices, token, settings }) : NONE;
  }
}

function inWords(said: readonly Said[], { expect, choices, token, settings }: Expectation): Reading {
  const words = wordsOf(said);
  const [only] = said;
  if (expect === "text") return words.trim() === "" ? NONE : valueOf(words);
  if (expect === "one_of") {
    const offered = choices.map((choice) => ({ ...choice, shown: choice.title.trim() === "" ? choice.id : choice.title, description: "" }));
    const numbers = { from: 0, to: offered.length, shown: false };
    const message = said.length === 1 && only !== undefined ? only : { type: "text", text: words };
    const match = matchChoice(message, { token, choices: offered, numbers, more: null });
    return match.kind === "choice" ? readingOf([match.choice.id]) : NONE;
  }
  return ANSWER_READERS[expect as AnswerType](words, settings);
}

/** Of one message its answer, of several texts their lines, of several others a list. */
function anything(said: readonly Said[]): Json {
  const [only, ...more] = said;
  if (only !== undefined && more.length === 0) return answerOf(only);
  return said.every(({ type }) => type === "text") ? wordsOf(said) : said.map((one) => answerOf(one));
}

/** The one message of the wanted types, or a list of several; others beside them are words about them. */
function listOf(said: readonly Said[], types: readonly string[], read: (one: Said) => Json): Reading {
  const [only, ...more] = said.filter(({ type }) => types.includes(type)).map(read);
  if (only === undefined) return NONE;
  return valueOf(more.length === 0 ? only : [only, ...more]);
}

/** What an answer that is a file leaves. */
export function mediumOf(one: Said): Json {
  const { id = null, mime_type = null, filename = null, size = null, url = null } = one.data as Context;
  return { ...asRecord(answerOf(one)), id, type: one.type, mime_type, filename, size, url };
}

function placeOf(one: Said): Json {
  const { latitude = null, longitude = null, name = null, address = null } = one.data as Context;
  return { latitude, longitude, name, address };
}

const asRecord = (value: Json): Context => (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
