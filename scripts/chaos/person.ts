import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "#lib/meta-emulator/control.ts";
import { tapsOfEntry } from "#lib/meta-emulator/phone/taps.ts";
import type { EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import type { ChatEntry } from "#lib/meta-emulator/types.ts";
import { objectOf } from "#lib/json/read-json.ts";
import { AGENDA } from "./flows.ts";
import { chance, type Random } from "./random.ts";

/**
 * Something that is to be heard next. `may`: it is no fault where it never comes. `rests`: Meta refuses it, so it is never heard; where
 * nobody knows what became of it, the conversation rests on it.
 */
export type Expected = string | RegExp | { may: string } | { rests: string };

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
  /** What may come at any time, each once: the answer to words that came too late for what they were meant for. */
  readonly strays: string[];
  /** What Meta refuses each time. */
  readonly refused: string[];
  /** The executions that are over, in their order: flow and status. */
  readonly lives: string[];
  /** It ended at a message in doubt. */
  rests: boolean;
  /** What came after all that was waited for. */
  rest(): string[];
  /** A message that was heard, by its words. */
  heard(text: string): ChatEntry | null;
  /** Waits for these, in their order, and returns the last of them. Anything else is a fault. */
  hear(...expected: Expected[]): Promise<ChatEntry>;
  say(text: string): Promise<void>;
  /** The same, and waits until a conversation has taken it. */
  sayAndBeHeard(text: string): Promise<void>;
  sendPhoto(): Promise<void>;
  /** Taps what is called so in a message. */
  tap(message: ChatEntry, title: string): Promise<void>;
  /** Has an account, or none: then nothing arrives. */
  beOnWhatsApp(is: boolean): Promise<void>;
  /** Waits until they are on the list of those whom nobody answers. */
  beListed(): Promise<void>;
}

/** What is known to us, and not to Meta. */
export interface Ours {
  /** The texts of messages to this person of which nobody will know whether they left. */
  doubts(waId: string): Promise<string[]>;
  /** Whether a conversation has taken this message of theirs. */
  isTaken(wamid: string): Promise<boolean>;
  isUnanswered(waId: string): Promise<boolean>;
}

interface PhoneOptions {
  meta: EmulatorServer;
  number: string;
  waId: string;
  random: Random;
  ours: Ours;
}

/** Looked for after so long without a word, since asking costs. */
const ASK_AFTER_MS = 15_000;
/** Nothing takes as long: the conversation is stuck. */
const STUCK_MS = 150_000;

/** One contact's phone on the emulated Meta. */
export function takePhone({ meta, number, waId, random, ours }: PhoneOptions): Phone {
  let heard = 0;
  // What the schedule says comes at any moment; it is counted in the end.
  const entries = (): readonly ChatEntry[] =>
    (meta.state().numbers[number]?.contacts[waId]?.chat ?? []).filter(
      (entry) => entry.from === "business" && entry.body["type"] !== "reaction" && !AGENDA.test(textOf(entry)),
    );
  const act = async (more: object) => {
    await sleep(random() * 300);
    const result = meta.act({ number, wa_id: waId, name: `Pessoa ${waId.slice(-3)}`, ...more } as Act);
    if ("refused" in result) throw new Fault(`the emulator refused ${JSON.stringify(more)}: ${result.refused}`);
    return result.wamid ?? "";
  };
  const until = async (what: string, holds: () => Promise<boolean>) => {
    const since = Date.now();
    while (!(await holds())) {
      if (Date.now() - since > STUCK_MS) throw new Fault(`${what} never happened`);
      await sleep(200);
    }
  };
  const isStray = (text: string): boolean => {
    const at = phone.strays.indexOf(text);
    if (at >= 0) phone.strays.splice(at, 1);
    return at >= 0;
  };
  const phone: Phone = {
    waId,
    said: [],
    missing: [],
    strays: [],
    refused: [],
    lives: [],
    rests: false,
    rest: () => entries().slice(heard).map(textOf),
    heard: (text) =>
      entries()
        .slice(0, heard)
        .findLast((entry) => textOf(entry) === text) ?? null,
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
          const doubts = await ours.doubts(waId);
          const rests = expected.findIndex(
            (each, index) => (index === expected.length - 1 || isRest(each)) && doubts.some((text) => fits(each, text)),
          );
          if (rests < 0 || entries()[heard] !== undefined) continue;
          phone.missing.push(...expected.slice(at, rests + 1));
          throw new InDoubt(wordsOf(expected.slice(rests, rests + 1)));
        }
        const text = textOf(entry);
        const index = expected.findIndex((each, position) => position >= at && !isRest(each) && fits(each, text));
        if (index < 0 && !isStray(text))
          throw new Fault(`heard "${text}" in place of ${wordsOf(expected.slice(at))}, after "${wordsBefore(entries(), heard)}"`);
        heard += 1;
        since = Date.now();
        if (index < 0) continue;
        phone.missing.push(...expected.slice(at, index));
        at = index + 1;
        if (at === expected.length) return entry;
      }
    },
    async say(text) {
      phone.said.push(await act({ act: "say", kind: "text", values: { text } }));
    },
    async sayAndBeHeard(text) {
      await phone.say(text);
      const wamid = phone.said.at(-1) ?? "";
      await until(`that a conversation takes "${text}"`, () => ours.isTaken(wamid));
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
    async beOnWhatsApp(is) {
      await act({ act: "set", on_whatsapp: is });
    },
    beListed: () => until(`that ${waId} is on the list of the unanswered`, () => ours.isUnanswered(waId)),
  };
  return phone;
}

const isRest = (expected: Expected): boolean => typeof expected === "object" && "rests" in expected;

export function fits(expected: Expected, text: string): boolean {
  if (typeof expected === "string") return expected === text;
  if (expected instanceof RegExp) return expected.test(text);
  return ("may" in expected ? expected.may : expected.rests) === text;
}

export const wordsOf = (expected: readonly Expected[]): string =>
  expected
    .map((each) => {
      if (typeof each === "string") return `"${each}"`;
      return each instanceof RegExp ? String(each) : `("${"may" in each ? each.may : each.rests}")`;
    })
    .join(", ");

const wordsBefore = (entries: readonly ChatEntry[], at: number): string => {
  const before = entries[at - 1];
  return before === undefined ? "" : textOf(before);
};

/** The words of a message of ours. */
export function textOf({ body }: ChatEntry): string {
  const content = objectOf(body[String(body["type"])]);
  const words = content["body"];
  return typeof words === "string" ? words : String(objectOf(words)["text"] ?? content["caption"] ?? "");
}
