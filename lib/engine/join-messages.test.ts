import fc from "fast-check";
import { expect, test } from "vitest";
import { graph, type NodeSpec, type TransitionSpec } from "../../scripts/test-setup/graphs.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { META_LIMITS } from "../whatsapp/limits.ts";
import { initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import { joinMessages, MAX_JOINED } from "./join-messages.ts";
import { runAlone, stored } from "./test-support/run-alone.ts";
import type { Context, Effect, FlowSettings } from "./types.ts";

type Send = Extract<Effect, { type: "send_message" }>;
const said = (text: string, more: Partial<Omit<Send, "message" | "type">> & { data?: Context; type?: string } = {}): Effect => {
  const { data = { preview_url: false }, type = "text", ...rest } = more;
  return { type: "send_message", message: { type, text, data }, ...rest };
};
const timer: Effect = { type: "schedule_timer", token: "v1", dueAt: 1 };
const joined = (...effects: Effect[]) => joinMessages(effects.map((effect, index) => ({ visitSeq: index + 1, effect })));
const texts = (...effects: Effect[]) =>
  joined(...effects).map(({ effect }) => (effect.type === "send_message" ? effect.message.text : effect.type));

test("one limit, Meta's", () => expect(MAX_JOINED).toBe(META_LIMITS.text.body));

test.each<[string, Effect[], string[]]>([
  ["texts become one, with a blank line between them", [said("a"), said("b"), said("c")], ["a\n\nb\n\nc"]],
  [
    "a message of another type stays, and what is around it",
    [said("a"), said("?", { type: "interactive" }), said("b"), said("c")],
    ["a", "?", "b\n\nc"],
  ],
  ["a pause parts them", [said("a"), timer, said("b")], ["a", "schedule_timer", "b"]],
  [
    "so do options that differ",
    [said("a"), said("b", { data: { preview_url: true } }), said("c", { data: { preview_url: true } })],
    ["a", "b\n\nc"],
  ],
  ["an option that is off is one that is not there", [said("a"), said("b", { data: {} })], ["a\n\nb"]],
  ["what quotes begins a bubble of its own", [said("a"), said("b", { quotes: "w" }), said("c")], ["a", "b\n\nc"]],
  ["up to Meta's limit", [said("a".repeat(4_000)), said("b".repeat(94)), said("c")], [`${"a".repeat(4_000)}\n\n${"b".repeat(94)}`, "c"]],
  ["and no further", [said("a".repeat(4_000)), said("b".repeat(95))], ["a".repeat(4_000), "b".repeat(95)]],
])("%s", (_, effects, expected) => expect(texts(...effects)).toEqual(expected));

test("the joined one stands for the first visit, quotes what that quoted, and wakes whom the last wakes", () => {
  expect(joined(said("a", { quotes: "w" }), said("b", { quotes: "w", wakes: "v2" }))).toEqual([
    { visitSeq: 1, effect: said("a\n\nb", { quotes: "w", wakes: "v2" }) },
  ]);
  expect(texts(said("a", { wakes: "v1" }), said("b"))).toEqual(["a", "b"]);
});

function run(settings: FlowSettings | undefined, nodes: Record<string, NodeSpec>, transitions: TransitionSpec[]) {
  const flow = compile({ ...graph(nodes, transitions), ...(settings && { settings }) }, nodeTypes);
  const { effects, visits } = runAlone(flow, initialState(), stored([{ type: "execution_started", at: 1_000, context: {} }]));
  const sent = effects.flatMap((effect) => (effect.type === "send_message" ? [effect.message.text] : []));
  return { sent, decided: visits.map((visit) => visit.effects.length) };
}

test("a flow's texts are joined where its setting says so, and the log keeps who decided what", () => {
  const nodes: Record<string, NodeSpec> = {
    a: ["send_message", { message: "a" }],
    b: ["send_message", { message: "b" }],
    c: ["wait_for_input", { question: "c?" }],
  };
  const ways: TransitionSpec[] = [
    ["a", "b"],
    ["b", "c"],
  ];
  expect(run({ join_messages: true }, nodes, ways)).toEqual({ sent: ["a\n\nb\n\nc?"], decided: [1, 1, 1] });
  for (const settings of [undefined, {}, { join_messages: false }]) expect(run(settings, nodes, ways).sent).toEqual(["a", "b", "c?"]);
  const paused = { ...nodes, a: ["send_message", { message: "a", delay_seconds: 1 }] as NodeSpec };
  expect(run({ join_messages: true }, paused, ways).sent).toEqual(["a"]);
});

test("whatever is said: not a word more or less, in the same order, in bubbles that Meta takes, and as few as can be", () => {
  const effect = fc.oneof(
    { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 3_000 }).map((text) => said(text)) },
    { weight: 1, arbitrary: fc.constantFrom(timer, said("?", { type: "interactive" }), said("!", { data: { preview_url: true } })) },
  );
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 12 }), (effects) => {
      const all = (list: readonly Effect[]) => list.map((each) => (each.type === "send_message" ? each.message.text : "T"));
      const after = joined(...effects).map((decided) => decided.effect);
      expect(all(after).join("\n\n")).toBe(all(effects).join("\n\n"));
      for (const text of all(after)) expect(text.length).toBeLessThanOrEqual(MAX_JOINED);
      // Once more there is nothing left to join.
      expect(joined(...after).map((decided) => decided.effect)).toEqual(after);
    }),
  );
});
