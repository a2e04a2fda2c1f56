import { z } from "zod";
import { transcribeResult } from "../../effects/transcribe/effect.ts";
import type { NodeInput } from "../../engine/define-node.ts";
import type { Context, Effect, Json } from "../../engine/types.ts";
import { DEFAULT_LANGUAGE } from "../../engine/values/environment.ts";
import { expectsWords, type WaitConfig } from "./config.ts";
import { mediumOf, type Said } from "./said.ts";

/** A voice note where words are expected: it is asked what it says, and its words are the answer. */

const VOICES: ReadonlySet<string> = new Set(["audio", "voice"]);

/** Noted while it is asked: what was said, and of which of it the words are awaited. */
export const awaitedSchema = z.object({ index: z.number().int(), voice: z.json() });
export type Awaited = z.infer<typeof awaitedSchema>;

type Input = NodeInput<WaitConfig>;

/** The voice note whose words are needed next; null where none is, or nobody wants them. */
export function voiceIn({ config, transcribesVoice }: Input, said: readonly Said[]): Awaited | null {
  if (!expectsWords(config) || !(config.transcribe_voice || transcribesVoice === true)) return null;
  const index = said.findIndex(({ type }) => VOICES.has(type));
  const voice = said[index];
  return voice === undefined ? null : { index, voice: mediumOf(voice) };
}

export function askForWords({ token, locale }: Input, said: readonly Said[], { index }: Awaited): Effect {
  const { media_id: id = null, mime_type: mimeType = null } = said[index]?.data ?? {};
  const word = (value: Json) => (typeof value === "string" ? value : null);
  const language = (locale?.language ?? DEFAULT_LANGUAGE).slice(0, 2);
  return { type: "transcribe", token, request: { media_id: word(id), mime_type: word(mimeType), language } };
}

/** The words that came of it; null where there are none. */
export function wordsOfResult(result: Context): string | null {
  const read = transcribeResult.safeParse(result);
  return read.success && read.data.ok && read.data.text.trim() !== "" ? read.data.text.trim() : null;
}
