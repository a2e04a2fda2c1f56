import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "#lib/meta-emulator/control.ts";
import { tapsOfEntry } from "#lib/meta-emulator/phone/taps.ts";
import type { EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import type { ChatEntry } from "#lib/meta-emulator/types.ts";
import { objectOf } from "#lib/json/read-json.ts";
import { chance, type Random } from "./random.ts";

/** Something that is to be heard next. `may`: it is no fault where it never comes. */
export type Expected = string | RegExp | { may: string };

/** A message of which nobody knows whether it left was the one that was waited for: the conversation rests there, visibly. */
export class InDoubt extends Error {}
/** What must not happen. */
export class Fault extends Error {}

export interface Phone {
  readonly waId: string;
  /** Ids of all that was said that is a turn. */
  readonly said: string[];
  /** What never came. */
  readonly missing: Expected[];
  /** What may still come when all is over. */
  readonly mayFollow: string[];
  /** How many messages of ours were heard. */
  heardCount(): number;
  /** All that has come, in order. */
  chat(): string[];
  /** What was heard last, if it is this. */
  latest(text: string): ChatEntry | null;
  /** Waits for these, in their order, and returns the last of them. Anything else is a fault. */
  hear(...expected: Expected[]): Promise<ChatEntry>;
  say(text: string): Promise<void>;
  sendPhoto(): Promise<void>;
  /** Taps what is called so in a message. */
  tap(message: ChatEntry, title: string): Promise<void>;
}

interface PhoneOptions {
  meta: EmulatorServer;
  number: string;
  waId: string;
  random: Random;
  /** The latest message to this person, where nobody will know what became of it; null where it is known. */
  lastDoubt(waId: string): Promise<string | null>;
}

/** Looked for after so long without a word, since asking costs. */
const ASK_AFTER_MS = 15_000;
/** Nothing takes as long: the conversation is stuck. */
const STUCK_MS = 150_000;

/** One contact's phone on the emulated Meta. */
export function takePhone({ meta, number, waId, random, lastDoubt }: PhoneOptions): Phone {
  let heard = 0;
  const entries = (): readonly ChatEntry[] =>
    (meta.state().numbers[number]?.contacts[waId]?.chat ?? []).filter(
      ({ from, body }) => from === "business" && body["type"] !== "reaction",
    );
  const act = async (more: object) => {
    await sleep(random() * 300);
    const result = meta.act({ number, wa_id: waId, name: `Pessoa ${waId.slice(-3)}`, ...more } as Act);
    if ("refused" in result) throw new Fault(`the emulator refused ${JSON.stringify(more)}: ${result.refused}`);
    return result.wamid ?? "";
  };
  const phone: Phone = {
    waId,
    said: [],
    missing: [],
    mayFollow: [],
    heardCount: () => heard,
    chat: () => entries().map(textOf),
    latest(text) {
      const last = entries()[heard - 1];
      return last !== undefined && textOf(last) === text ? last : null;
    },
    async hear(...expected) {
      let at = 0;
      let since = Date.now();
      let askedAt = since;
      for (;;) {
        const entry = entries()[heard];
        if (entry === undefined) {
          await sleep(60);
          if (Date.now() - since > STUCK_MS) throw new Fault(`nothing came in place of ${wordsOf(expected.slice(at))}`);
          if (Date.now() - since < ASK_AFTER_MS || Date.now() - askedAt < 1_500) continue;
          askedAt = Date.now();
          const doubt = await lastDoubt(waId);
          if (doubt === null || entries()[heard] !== undefined || !fits(expected.at(-1) ?? "", doubt)) continue;
          phone.missing.push(...expected.slice(at));
          throw new InDoubt(doubt);
        }
        const text = textOf(entry);
        const index = expected.findIndex((each, position) => position >= at && fits(each, text));
        if (index < 0)
          throw new Fault(`heard "${text}" in place of ${wordsOf(expected.slice(at))}, after "${phone.chat()[heard - 1] ?? ""}"`);
        phone.missing.push(...expected.slice(at, index));
        heard += 1;
        at = index + 1;
        since = Date.now();
        if (at === expected.length) return entry;
      }
    },
    async say(text) {
      phone.said.push(await act({ act: "say", kind: "text", values: { text } }));
    },
    async sendPhoto() {
      phone.said.push(await act({ act: "say", kind: "image" }));
    },
    async tap(message, title) {
      const found = tapsOfEntry(meta.state().settings, message).find((each) => each.title === title);
      if (found === undefined) throw new Fault(`"${textOf(message)}" offers no "${title}"`);
      phone.said.push(await act({ act: "tap", message: message.wamid, tap: found.id }));
      // Says nothing that anybody has to answer.
      if (chance(random, 0.1)) await act({ act: "react", message: message.wamid, emoji: "👍" });
    },
  };
  return phone;
}

export const fits = (expected: Expected, text: string): boolean =>
  typeof expected === "string" ? expected === text : expected instanceof RegExp ? expected.test(text) : expected.may === text;

export const wordsOf = (expected: readonly Expected[]): string =>
  expected.map((each) => (each instanceof RegExp ? String(each) : `"${typeof each === "string" ? each : each.may}"`)).join(", ");

/** The words of a message of ours. */
export function textOf({ body }: ChatEntry): string {
  const content = objectOf(body[String(body["type"])]);
  const words = content["body"];
  return typeof words === "string" ? words : String(objectOf(words)["text"] ?? content["caption"] ?? "");
}
