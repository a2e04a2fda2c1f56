import fc from "fast-check";
import { expect, test } from "vitest";
import type { NodeType } from "../engine/define-node.ts";
import { ProblemError } from "../engine/problem/problem.ts";
import type { Context, Effect, Json, OutgoingMessage } from "../engine/types.ts";
import { checkSend } from "../meta-emulator/send/check-send.ts";
import { toGraphBody } from "../whatsapp/graph/request.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import { nodeTypes } from "./registry.ts";

/** Whatever values come into what an author wrote: Meta takes each body that leaves, and no key of it is one that JSON drops. */

const written: Readonly<Record<string, Context>> = {
  send_message: { message: "{{ v }}" },
  wait_for_input: { question: "{{ v }}", context_key: "a", expect: "email", invalid_messages: ["{{ w }}"], attempts: 5 },
  send_choices: {
    message: "{{ v }}",
    header: "{{ w }}",
    footer: "{{ w }}",
    button: "{{ w }}",
    choices: [
      { id: "a", title: "{{ v }}", description: "{{ w }}" },
      { id: "b", title: "{{ v }}" },
    ],
  },
  send_media: { kind: "document", source: "url", url: "https://exemplo.com.br/{{ w }}", caption: "{{ v }}", filename: "{{ v }}" },
  send_form: {
    message: "{{ v }}",
    header: "{{ w }}",
    footer: "{{ v }}",
    button: "{{ w }}",
    form_id: "112",
    screen: "{{ w }}",
    data: { a: "{{ v }}" },
  },
  send_carousel: {
    message: "{{ v }}",
    media: "image",
    buttons: "reply",
    cards: ["1", "2"].map((n) => ({
      media_url: "https://exemplo.com.br/{{ w }}",
      body: "{{ v }}",
      choices: [{ id: `c${n}`, title: "{{ w }}" }],
    })),
  },
  send_location: { latitude: "-23.5", longitude: "-46.6", name: "{{ v }}", address: "{{ w }}" },
  send_contact: {
    contacts: [
      {
        name: { formatted_name: "{{ v }}", first_name: "{{ w }}" },
        phones: [{ phone: "{{ w }}", type: "{{ v }}", wa_id: "{{ w }}" }],
        emails: [{ email: "{{ w }}" }],
        urls: [{ url: "{{ v }}" }],
        org: { company: "{{ v }}" },
        birthday: "{{ w }}",
      },
    ],
  },
  send_link: { message: "{{ v }}", header: "{{ w }}", footer: "{{ w }}", button: "{{ v }}", url: "https://exemplo.com.br/{{ w }}" },
  react: { emoji: "{{ v }}", to: "id" },
  ask_location: { question: "{{ v }}", invalid_messages: ["{{ w }}"] },
  ask_contact: { question: "{{ v }}", invalid_messages: ["{{ w }}"] },
};

const text = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\n",
    "\u200b",
    "\u2060\ufe0f",
    "Sim",
    "a\n\nb\tc",
    "👨‍👩‍👧‍👦",
    "🇧🇷",
    "👍",
    "\ud83d",
    "a\udc00b",
    "../x\\y:z?.pdf",
    "\u0000\u0007",
    "a b c",
  ),
  fc.integer({ min: 0, max: 6_000 }).map((length) => "x".repeat(length)),
  fc.integer({ min: 0, max: 700 }).map((times) => "👍🏽".repeat(times)),
  fc.integer({ min: 0, max: 700 }).map((times) => "Olá, tudo bem? \n".repeat(times)),
  fc
    .constantFrom(19, 20, 21, 24, 25, 60, 61, 72, 73, 160, 161, 240, 241, 1_024, 1_025, 4_096, 4_097)
    .chain((length) => fc.constantFrom("a", "é", "\u00a0a", "😀").map((one) => one.repeat(length).slice(0, length))),
  fc.string({ unit: "grapheme", maxLength: 90 }),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom<Json>(null, true, 0, -1.5, 1e21, [], {}, [1, "a"], { a: "b" }),
);

/** Nothing that JSON leaves out or writes as null where the other end reads; what a form's screen is given is the flow's own. */
function holes(part: unknown, path = ""): string[] {
  if (path.endsWith(".flow_action_payload.data")) return [];
  if (part === null || part === undefined || (typeof part === "number" && !Number.isFinite(part))) return [path];
  if (typeof part === "string") return part.isWellFormed() ? [] : [`${path} (half a character)`];
  return typeof part === "object" ? Object.entries(part).flatMap(([key, inner]) => holes(inner, `${path}.${key}`)) : [];
}

function messagesOf(type: NodeType, context: Context): OutgoingMessage[] {
  const input = { config: type.config.parse(written[type.type]), context, at: 0, nodeId: "n", token: "v12.zzz" };
  const effects: Effect[] = [];
  try {
    let outcome = type.enter({ ...input, data: {} });
    for (let n = 1; n <= 3; n += 1) {
      effects.push(...(outcome.effects ?? []));
      if (!("wait" in outcome) || !outcome.wait.for.includes("message") || type.resume === undefined) break;
      const message = { id: `m${n}`, type: "text", text: "????", data: {} };
      outcome = type.resume({ ...input, token: `v${n}.zzz`, data: outcome.wait.data ?? {} }, { type: "message_received", at: 0, message });
    }
  } catch (error) {
    // An execution that fails by a named problem sends no more.
    if (!(error instanceof ProblemError)) throw error;
  }
  return effects.flatMap((effect) => (effect.type === "send_message" ? splitMessage(effect.message) : []));
}

const sending = [...nodeTypes.values()].filter(({ sends, type }) => sends !== undefined && type !== "ai_completion");

test("each type that sends is here", () => {
  expect(sending.map(({ type }) => type).filter((type) => written[type] === undefined)).toEqual([]);
});

test.each(sending.filter(({ type }) => written[type] !== undefined).map((type) => [type.type, type] as const))("%s", (_, type) => {
  let sent = 0;
  fc.assert(
    fc.property(value, value, (v, w) => {
      for (const message of messagesOf(type, { v, w, id: "wamid.A" })) {
        const body = toGraphBody(message, { waId: "5511987650101", userId: null }, "1");
        sent += 1;
        expect(checkSend(body)).toMatchObject({ kind: "message" });
        expect(holes(body)).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
  expect(sent).toBeGreaterThan(0);
});
