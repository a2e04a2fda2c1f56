import { describe, expect, test } from "vitest";
import { initialState } from "../engine/can-consume.ts";
import { compile } from "../engine/compile.ts";
import { type Entry, runAlone } from "../engine/test-support/run-alone.ts";
import type { Event, FlowGraph } from "../engine/types.ts";
import { validate } from "../engine/validate/validate.ts";
import { LOCALES } from "../i18n/locale.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { TEMPLATE_IDS, type TemplateId, templateOf } from "./registry.ts";

describe.each(TEMPLATE_IDS)("%s", (id) => {
  test.each(LOCALES)("in %s has nothing to complain about", (locale) => {
    expect(validate(templateOf(id, locale).graph, nodeTypes)).toEqual([]);
  });

  test("has the same nodes and ways in every language", () => {
    const shape = ({ nodes, transitions, start }: FlowGraph) => ({
      start,
      nodes: nodes.map((node) => [node.id, node.node_type, node.position]),
      ways: transitions.map(({ from, to, exit, condition }) => [from, to, exit, condition === null]),
    });
    const [first, ...others] = LOCALES.map((locale) => shape(templateOf(id, locale).graph));
    for (const other of others) expect(other).toEqual(first);
  });
});

/** What a contact writes ("wait": lets the time pass, "ai": the model answers), and the nodes that it must lead through at the end. */
const TALKS: [TemplateId, string, string[], string[]][] = [
  ["service-desk", "pt-BR", ["oi", "", "Ana", "9", "entrega", "123", "sim", "3", "quebrou"], ["hear_reason", "person_noted", "end"]],
  ["service-desk", "en", ["hi", "Ann", "2", "no"], ["more", "bye", "end"]],
  [
    "appointment",
    "pt-BR",
    ["oi", "Ana Souza", "7", "1", "terça", "noite", "de manhã", "talvez", "não", "quarta", "Tarde", "Sim!"],
    ["is_confirmed", "done", "end"],
  ],
  ["appointment", "en", ["hi", "Ann", "test", "Tuesday", "afternoon", "yes"], ["is_confirmed", "done", "end"]],
  ["lead-qualification", "pt-BR", ["oi", "Padaria", "muitas", "25", "1", "15h"], ["hear_time", "booked", "end"]],
  ["lead-qualification", "en", ["hi", "Bakery", "3", "2", "wait", "yes please", "3 pm"], ["hear_time", "booked", "end"]],
  ["lead-qualification", "pt-BR", ["oi", "Padaria", "3", "3"], ["qualify", "later", "end"]],
  ["nps-survey", "pt-BR", ["oi", "onze", "11", "9", "tudo"], ["upset", "thanks", "end"]],
  ["nps-survey", "en", ["hi", "-1", "4", "too slow"], ["upset", "care", "end"]],
  ["nps-survey", "en", ["hi", "8.5", "speed"], ["upset", "thanks", "end"]],
  ["faq-ai", "pt-BR", ["oi", "", "Qual o horário?", "ai", "obrigado"], ["route", "bye", "end"]],
  ["faq-ai", "en", ["hi", "Delivery?", "ai", "person", "my parcel"], ["hear_request", "noted", "end"]],
];

test.each(TALKS)("%s in %s: %j ends by %j", (id, language, lines, path) => {
  const flow = compile(templateOf(id, language === "en" ? "en" : "pt-BR").graph, nodeTypes);
  let state = initialState();
  let mailbox: Entry[] = [];
  const visited: string[] = [];
  lines.forEach((line, index) => {
    const token = state.waitingFor?.token ?? "";
    const at = 1_800_000_000_000 + index * 100_000_000;
    const message = { id: String(index), type: "text", text: line };
    const put = (event: Event) => void mailbox.push({ id: index, event });
    if (index === 0) put({ type: "execution_started", at, message });
    else if (line === "wait") put({ type: "timer_fired", at, token });
    else if (line === "ai") put({ type: "ai_completed", at, token, result: { ok: true, text: "…", simulated: false, model: "m" } });
    else put({ type: "message_received", at, message });
    const ran = runAlone(flow, state, mailbox);
    mailbox = mailbox.filter(({ id }) => !ran.consumed.includes(id));
    state = ran.state;
    visited.push(...ran.visits.map(({ nodeId }) => nodeId));
  });
  expect(state).toMatchObject({ status: "completed", reason: null });
  expect(visited.slice(-path.length)).toEqual(path);
});
