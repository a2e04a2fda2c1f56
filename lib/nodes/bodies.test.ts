import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "../engine/define-node.ts";
import type { Context, Effect, Json } from "../engine/types.ts";
import { checkSend, isRefusal } from "../meta-emulator/send/check-send.ts";
import { toGraphBody } from "../whatsapp/graph/request.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import { sendCarousel } from "./send_carousel/node.ts";
import { sendForm } from "./send_form/node.ts";

/** Every body that leaves is one that the emulated Meta takes, which reads them by Meta's own rules. */

const TO = { waId: "5511987650101", userId: null };

/** What the reader has against each body of these effects. */
function refusals(effects: readonly Effect[]): unknown[] {
  return effects.flatMap((effect) => {
    if (effect.type !== "send_message") return [];
    return splitMessage(effect.message).flatMap(({ data, ...message }) => {
      // A file of ours is at Meta before the message is.
      const sent = {
        ...message,
        data: message.type !== "interactive" && typeof data["media"] === "string" ? { ...data, meta_id: "1234567890" } : data,
      };
      const checked = checkSend(toGraphBody(sent, TO, "1"));
      return isRefusal(checked) ? [checked] : [];
    });
  });
}

const effectsIn = (value: unknown): Effect[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = "effects" in value && Array.isArray(value.effects) ? (value.effects as Effect[]) : [];
  return [...own, ...Object.values(value).flatMap(effectsIn)];
};

test.each([...globSync(`${import.meta.dirname}/*/cases.json`), ...globSync(`${import.meta.dirname}/../engine/conversations/*.json`)])(
  "of %s",
  (file) => {
    expect(refusals(effectsIn(JSON.parse(readFileSync(file, "utf8"))))).toEqual([]);
  },
);

const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("", " ", "Sim", "{{ long }}", "{{ odd }}", "{{ nothing }}", "👨‍👩‍👧".repeat(9), "a\nb\nc\nd\ne", "🇧🇷"),
  },
  fc.string({ unit: "grapheme", maxLength: 90 }).map((text) => text.replaceAll("{", "(")),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("{", "(")),
  fc.integer({ min: 0, max: 300 }).map((times) => "Pergunta longa. ".repeat(times)),
);
const address = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("https://exemplo.com.br/a.jpg", "http://exemplo.com.br/{{ odd }}", "{{ link }}") },
  words,
  fc.constantFrom("javascript:alert(1)", "https://", "//exemplo.com.br", "https://exemplo.com.br/a b"),
);
const CONTEXT: Context = { long: "y".repeat(5_000), odd: "\ud800 \u200b", link: "https://exemplo.com.br/c.png" };

/** Enters, and hears two answers that are none. */
function outcomes<Config>(
  node: Pick<typeof sendForm, "enter" | "resume"> & { config: { safeParse(value: unknown): { success: boolean; data?: Config } } },
  written: Context,
): Outcome[] {
  const parsed = node.config.safeParse(written);
  if (!parsed.success || parsed.data === undefined) return [];
  const input = { config: parsed.data as never, context: CONTEXT, at: 0, nodeId: "n", token: "v12.zzz" };
  const all = [node.enter({ ...input, data: {} })];
  for (const message of [
    { id: "m1", type: "text", text: "????" },
    { id: "m2", type: "interactive", text: "", data: { id: "v1.a:x" } },
  ]) {
    const last = all.at(-1);
    const data = last !== undefined && "wait" in last ? last.wait.data : undefined;
    const next = data && node.resume?.({ ...input, token: `v${all.length}.zzz`, data }, { type: "message_received", at: 0, message });
    if (next) all.push(next);
  }
  return all;
}

test("whatever an author writes and the context holds, a form's body is taken", () => {
  let sent = 0;
  const form = fc.record({
    message: words,
    header: words,
    footer: words,
    button: words,
    form_id: fc.constantFrom("1123581321", "cadastro", "{{ nothing }}"),
    screen: fc.constantFrom("", "CADASTRO", "{{ nothing }}"),
    retry_message: words,
    data: fc.oneof(fc.constant(null), fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), words)),
  });
  fc.assert(
    fc.property(form, (written) => {
      const effects = outcomes(sendForm, written as Context).flatMap(({ effects: each = [] }) => each);
      sent += effects.length;
      expect(refusals(effects)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(sent).toBeGreaterThan(300);
});

test("whatever an author writes and the context holds, a carousel's body is taken", () => {
  let sent = 0;
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_-]{1,50}$/), { minLength: 6, maxLength: 12 });
  const carousel = ids.chain((all) => {
    const card = (index: number) =>
      fc.record({
        media_url: address,
        body: words,
        button: words,
        url: address,
        choices: fc
          .tuple(words, words, fc.integer({ min: 1, max: 2 }))
          .map(([one, two, count]): Json[] =>
            [one, two]
              .slice(0, count)
              .flatMap((title, place) => (all[index * 2 + place] === undefined ? [] : [{ id: all[index * 2 + place] ?? "", title }])),
          ),
      });
    const cards = fc.tuple(...Array.from({ length: Math.floor(all.length / 2) }, (_, index) => card(index)));
    return fc.record({
      message: words,
      retry_message: words,
      media: fc.constantFrom("image", "video"),
      buttons: fc.constantFrom("reply", "url"),
      display_only: fc.boolean(),
      cards,
    });
  });
  fc.assert(
    fc.property(carousel, (written) => {
      const effects = outcomes(sendCarousel as never, written as unknown as Context).flatMap(({ effects: each = [] }) => each);
      sent += effects.length;
      expect(refusals(effects)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(sent).toBeGreaterThan(150);
});
