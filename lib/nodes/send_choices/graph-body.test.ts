import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "../../engine/define-node.ts";
import type { Context, Json } from "../../engine/types.ts";
import { toGraphBody } from "../../whatsapp/graph/request.ts";
import { splitMessage } from "../../whatsapp/outgoing/registry.ts";
import { sendChoices } from "./node.ts";

/** Meta's limits as its reference tells them, not as our code has them. */
interface Interactive {
  type: string;
  header?: { type: string; text?: string; image?: { link: string } };
  body: { text: string };
  footer?: { text: string };
  action: {
    buttons?: { type: string; reply: { id: string; title: string } }[];
    button?: string;
    sections?: { rows: { id: string; title: string; description?: string }[] }[];
  };
}

const visible = (text: string, most: number) => {
  expect(text.trim()).not.toBe("");
  expect(text.length).toBeLessThanOrEqual(most);
};
const unique = (all: string[]) => expect(new Set(all).size).toBe(all.length);

function expectWithinLimits({ header, body, footer, action, type }: Interactive): void {
  if (header?.type === "image") expect(new URL(header.image?.link ?? "").protocol).toMatch(/^https?:$/);
  else if (header !== undefined) visible(header.text ?? "", 60);
  if (type === "list") expect(header?.type).not.toBe("image");
  visible(body.text, 1024);
  if (footer !== undefined) visible(footer.text, 60);
  const options: { id: string; title: string; description?: string }[] =
    type === "button" ? (action.buttons ?? []).map(({ reply }) => reply) : (action.sections?.[0]?.rows ?? []);
  expect(options.length).toBeGreaterThanOrEqual(1);
  expect(options.length).toBeLessThanOrEqual(type === "button" ? 3 : 10);
  unique(options.map(({ id }) => id));
  unique(options.map(({ title }) => title));
  for (const option of options) {
    visible(option.id, type === "button" ? 256 : 200);
    visible(option.title, type === "button" ? 20 : 24);
    if (option.description !== undefined) visible(option.description, 72);
  }
  if (type === "list") visible(action.button ?? "", 20);
}

const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("", " ", "Sim", "{{ long }}", "{{ odd }}", "{{ nothing }}", "👨‍👩‍👧".repeat(9), "*a*\n_b_", "x".repeat(25)),
  },
  fc.string({ unit: "grapheme", maxLength: 90 }).map((text) => text.replaceAll("{", "(")),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("{", "(")),
  fc.integer({ min: 0, max: 400 }).map((times) => "Pergunta longa. ".repeat(times)),
);
const item = fc.oneof(words, fc.record({ id: fc.oneof(words, fc.nat(12)), title: words, text: words }), fc.constant(null), fc.nat());
const ids = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_-]{1,50}$/), { minLength: 1, maxLength: 14, selector: (id) => id.toLowerCase() });
const picture = fc.oneof(
  words,
  fc.constantFrom("https://example.com/a.jpg", "{{ address }}", "https://example.com/{{ odd }}.jpg", "ftp://x/y"),
);
const texts = fc.record({ message: words, header: words, header_image: picture, footer: words, button: words, retry_message: words });
const fixed = ids.chain((all) =>
  fc
    .tuple(texts, ...all.map((id) => fc.record({ id: fc.constant(id), title: words, description: words })))
    .map(([rest, ...choices]): Context => ({ ...rest, choices })),
);
const listed = texts.map((rest): Context => ({ ...rest, choices_from: { list: "items", id: "id", title: "title", description: "text" } }));

test("whatever an author writes and the context holds, Graph's limits are kept by each question, its pages and its repetitions", () => {
  let bodies = 0;
  const check = (outcome: Outcome | undefined) => {
    for (const effect of outcome?.effects ?? []) {
      if (effect.type !== "send_message") continue;
      for (const message of splitMessage(effect.message)) {
        const body = toGraphBody(message, { waId: "5511999990000", userId: null }, "1");
        bodies++;
        if (body.type === "interactive") expectWithinLimits(body.interactive as unknown as Interactive);
        else visible((body.text as { body: string }).body, 4096);
      }
    }
    return outcome !== undefined && "wait" in outcome ? outcome.wait.data : undefined;
  };
  fc.assert(
    fc.property(fc.oneof(fixed, listed), fc.array(item, { maxLength: 35 }), fc.nat(3), (written, items, page) => {
      const parsed = sendChoices.config.safeParse({ ...written, attempts: 20 });
      // Only ids that mean something else are refused.
      if (!parsed.success) return;
      const input = {
        config: parsed.data,
        context: { items: items as Json[], long: "y".repeat(5_000), odd: "\ud800 \u200b", address: "http://example.com/b.png" },
        at: 0,
        nodeId: "ask",
        token: "v12.zzz",
      };
      let data = check(sendChoices.enter({ ...input, data: {} }));
      const answers = [
        { type: "text", text: "????" },
        { type: "interactive", text: "", data: { id: `v12.zzz:+${page}` } },
        { type: "interactive", text: "", data: { id: "v1.a:x" } },
      ];
      for (const [index, answer] of answers.entries()) {
        if (data === undefined) return;
        const event = { type: "message_received" as const, at: 0, message: { id: `m${index}`, ...answer } };
        data = check(sendChoices.resume?.({ ...input, token: `v${index}.zzz`, data }, event));
      }
    }),
    { numRuns: 400 },
  );
  expect(bodies).toBeGreaterThan(400);
});
