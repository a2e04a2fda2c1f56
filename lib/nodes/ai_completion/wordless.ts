import { FLOW_LANGUAGES } from "../../engine/flow-settings.ts";
import type { Context, FlowLanguage, Json } from "../../engine/types.ts";

type Words = Readonly<Record<FlowLanguage, string>>;

/** What a model is told of a message without words, by Meta's name of its type. */
const WORDS: ReadonlyMap<string, Words> = new Map([
  ["audio", { "pt-BR": "áudio", en: "audio" }],
  ["voice", { "pt-BR": "áudio", en: "audio" }],
  ["image", { "pt-BR": "imagem", en: "image" }],
  ["video", { "pt-BR": "vídeo", en: "video" }],
  ["document", { "pt-BR": "documento", en: "document" }],
  ["sticker", { "pt-BR": "figurinha", en: "sticker" }],
  ["location", { "pt-BR": "localização", en: "location" }],
  ["contacts", { "pt-BR": "contato", en: "contact" }],
  ["order", { "pt-BR": "pedido", en: "order" }],
]);
const OTHER: Words = { "pt-BR": "mensagem sem texto", en: "message without text" };

/** "[áudio]": so that a model can say that it has not heard it. */
function wordsFor(type: Json | undefined, language: FlowLanguage): string {
  return `[${(WORDS.get(String(type)) ?? OTHER)[language]}]`;
}

/** The context as a model is told of it: what the contact sent without words has words for what it is. */
export function inWords(context: Context, language: FlowLanguage = FLOW_LANGUAGES[0]): Context {
  const told = Object.fromEntries(Object.entries(context).map(([key, value]) => [key, answerInWords(value, language)]));
  const { message } = context;
  if (!isObject(message) || !isBlank(message.text)) return told;
  const text = wordsFor(message.type, language);
  return { ...told, message: { ...message, text }, ...(isBlank(context.last_message) && { last_message: text }) };
}

/** An answer that was no text is written as what WhatsApp would show of it. */
function answerInWords(value: Json, language: FlowLanguage): Json {
  const isWordless = isObject(value) && typeof value.shown === "string" && isBlank(value.text);
  return isWordless ? { ...value, shown: wordsFor(value.type, language) } : value;
}

/** Where there is nothing to ask at all. */
export const nothingSaid = (language: FlowLanguage = FLOW_LANGUAGES[0]): string => wordsFor(undefined, language);

const isBlank = (value: Json | undefined): boolean => typeof value === "string" && value.trim() === "";

function isObject(value: Json | undefined): value is Context {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
