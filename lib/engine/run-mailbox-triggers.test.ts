import { describe, expect, test } from "vitest";
import type { MailboxEntry } from "./mailbox.ts";
import type { TriggerEntry } from "./trigger-types.ts";
import {
  begun,
  type FlowName,
  message,
  request,
  run,
  type Situation,
  triggered,
  unreadable,
  versionOf,
} from "../../scripts/test-setup/mailbox.ts";

const menu = triggered("echo", { id: "menu", type: "words", words: ["menu", "sair"], on_open: "end" });
const gently = triggered("echo", { id: "gently", type: "words", words: ["menu"] });
const ofEnded = triggered("answerOnce", { id: "any", type: "any_message" });
const call = (id: number) => {
  const { event, ...entry } = unreadable(id);
  if (event.type !== "message_received") throw new Error("no message");
  return { ...entry, event: { ...event, message: { ...event.message, type: "call_missed" }, only_triggers: true as const } };
};
const tapOnTemplate = (id: number, text: string) => {
  const { event, ...entry } = message(id, text);
  if (event.type !== "message_received") throw new Error("no message");
  return { ...entry, event: { ...event, message: { ...event.message, type: "button", data: { payload: text } } } };
};

const cases: (Situation & {
  name: string;
  changes: [id: number, status: string, startedBy: string | undefined, ...texts: string[]][];
  processed: [id: number, executionId: number | null][];
})[] = [
  {
    name: "where nothing is open the first trigger begins its flow, before the channel's",
    triggers: [menu],
    answering: "answerOnce",
    mailbox: [message(1, "Menu!")],
    changes: [[100, "waiting", "words menu", "eco Menu!"]],
    processed: [[1, 100]],
  },
  {
    name: "what no trigger takes begins the channel's flow",
    triggers: [menu],
    mailbox: [message(1, "oi")],
    changes: [[100, "waiting", "default", "eco oi"]],
    processed: [[1, 100]],
  },
  {
    name: "without a channel's flow a trigger begins its own all the same",
    triggers: [menu],
    answering: null,
    mailbox: [message(1, "nada"), message(2, "menu")],
    changes: [[100, "waiting", "words menu", "eco menu"]],
    processed: [
      [1, null],
      [2, 100],
    ],
  },
  {
    name: "a trigger that ends what is open takes the message from it",
    triggers: [menu],
    open: "askOnce",
    mailbox: [message(1, "menu")],
    changes: [
      [50, "cancelled", undefined],
      [100, "waiting", "words menu", "eco menu"],
    ],
    processed: [[1, 100]],
  },
  {
    name: "a trigger that ignores what is open leaves it its answer",
    triggers: [gently, ofEnded],
    open: "echo",
    mailbox: [message(1, "menu")],
    changes: [[50, "waiting", undefined, "eco menu"]],
    processed: [[1, 50]],
  },
  {
    name: "a delay is interrupted too, and what came meanwhile is the new one's, said earlier",
    triggers: [menu],
    open: "delayed",
    mailbox: [message(1, "alguém aí?"), message(2, "menu")],
    changes: [
      [50, "cancelled", undefined],
      [100, "waiting", "words menu", "eco menu", "eco alguém aí?"],
    ],
    processed: [
      [2, 100],
      [1, 100],
    ],
  },
  {
    name: "a trigger breaks the silence after an end",
    ended: ["quiet", 1],
    triggers: [menu],
    mailbox: [message(1, "obrigado"), message(2, "menu")],
    changes: [[100, "waiting", "words menu", "eco menu"]],
    processed: [
      [1, 40],
      [2, 100],
    ],
  },
  {
    name: "what ends in this turn is followed by what a trigger begins",
    open: "askOnce",
    triggers: [gently],
    answering: null,
    mailbox: [message(1, "resposta"), message(2, "menu")],
    changes: [
      [50, "completed", undefined, "obrigado resposta"],
      [100, "waiting", "words gently", "eco menu"],
    ],
    processed: [
      [1, 50],
      [2, 100],
    ],
  },
  {
    name: "a person who has the floor keeps it",
    triggers: [menu],
    open: { ...begun("askOnce"), status: "handoff" },
    mailbox: [message(1, "menu")],
    changes: [],
    processed: [],
  },
  {
    name: "a missed call begins what a trigger says",
    triggers: [triggered("echo", { id: "missed", type: "missed_call" })],
    mailbox: [call(1)],
    changes: [[100, "waiting", "missed_call missed", "eco "]],
    processed: [[1, 100]],
  },
  {
    name: "and nothing where none does: neither the channel's flow nor an answer",
    mailbox: [call(1)],
    changes: [],
    processed: [[1, null]],
  },
  {
    name: "nor does it disturb what is open",
    open: "echo",
    triggers: [triggered("echo", { id: "missed", type: "missed_call" })],
    mailbox: [call(1)],
    changes: [],
    processed: [[1, null]],
  },
  {
    name: "only the first message ever is that",
    triggers: [triggered("echo", { id: "first", type: "first_message" })],
    answering: null,
    firstMessageId: "wamid.2",
    mailbox: [message(1), message(2)],
    changes: [[100, "waiting", "first_message first", "eco m2"]],
    processed: [
      [1, null],
      [2, 100],
    ],
  },
  {
    name: "somebody who tries one flow meets its triggers alone",
    triggers: [ofEnded, triggered("echo", { id: "any", type: "any_message", priority: 500 })],
    onlyFlow: versionOf("echo"),
    answering: null,
    mailbox: [message(1)],
    changes: [[100, "waiting", "any_message any", "eco m1"]],
    processed: [[1, 100]],
  },
  {
    name: "a start that ignores what is open begins nothing beside it",
    open: "echo",
    mailbox: [request(1, 70, "answerOnce", { on_open: "ignore", started_by: { type: "schedule", trigger: "t" } }), message(2)],
    changes: [[50, "waiting", undefined, "eco m2"]],
    processed: [
      [1, null],
      [2, 50],
    ],
  },
  {
    name: "and where nothing is open it begins",
    mailbox: [request(1, 70, "echo", { on_open: "ignore", started_by: { type: "schedule", trigger: "t" } })],
    changes: [[70, "waiting", "schedule t", "eco api"]],
    processed: [[1, 70]],
  },
];

test.each(cases)("$name", ({ changes, processed, ...situation }) => {
  const result = run(situation);
  expect(
    result.changes.map(({ execution: { id, state, startedBy }, effects }) => [
      id,
      state.status,
      startedBy && [startedBy.type, startedBy.trigger].filter((part) => part !== undefined).join(" "),
      ...effects.flatMap(({ effect }) => ("message" in effect ? [effect.message.text] : [])),
    ]),
  ).toEqual(changes);
  expect(result.processed.map(({ id, executionId }) => [id, executionId])).toEqual(processed);
});

describe("what is typed as a choice that is shown goes to the question, not to a trigger", () => {
  const global = triggered("echo", {
    ...{ id: "global", type: "words", on_open: "end" },
    words: ["cardapio", "lista", "menu", "2", "sair", "agora"],
  });
  const anything = triggered("echo", { id: "any", type: "any_message", on_open: "end", priority: 900 });
  test.each([
    ["its title, however it is written", "CARDÁPIO!", "menu"],
    ["its other word", "lista", "menu"],
    ["its id", "menu", "menu"],
    ["its number", "2", "out"],
    ["another choice's title", "sair.", "out"],
  ])("%s", (_, text, chosen) => {
    const { changes } = run({ open: "pick", triggers: [global, anything], mailbox: [message(1, text)] });
    expect(changes.map(({ execution: { id, state } }) => [id, state.status, state.context["chosen"]])).toEqual([[50, "completed", chosen]]);
  });

  const alone = triggered("pick", { id: "p", type: "words", words: ["vai"], on_open: "end" });
  const byTemplate = triggered("echo", { id: "t", type: "template_reply", on_open: "end" });
  test.each<[string, FlowName, TriggerEntry[], MailboxEntry[]]>([
    ["what is no choice", "pick", [], [message(1, "agora")]],
    ["what was said before the question", "echo", [alone], [message(1, "vai"), message(2, "menu")]],
    ["a tap on a template, which is no answer to a question", "pick", [byTemplate], [tapOnTemplate(1, "Sair")]],
  ])("but %s interrupts", (_, open, triggers, mailbox) => {
    const { changes } = run({ open, triggers: [global, ...triggers], mailbox });
    expect(changes.at(-1)?.execution.flowId).toBe(versionOf("echo"));
  });
});

test("a trigger that suspends comes on top, and when it is over the question before is still open", () => {
  const help = triggered("answerOnce", { id: "help", type: "words", words: ["ajuda"], on_open: "suspend" });
  const { changes, processed } = run({
    open: "askOnce",
    triggers: [help],
    mailbox: [message(1, "ajuda"), message(2, "Ajuda!"), message(3, "azul")],
  });
  expect(changes.map(({ execution: { id, state, startedBy } }) => [id, state.status, startedBy])).toEqual([[50, "completed", undefined]]);
  // Why it came on top is kept with its first visit.
  expect(changes[0]?.visits.flatMap(({ seq, flow, startedBy }) => (startedBy ? [[seq, flow?.began, startedBy]] : []))).toEqual(
    [3, 6].map((seq) => [seq, seq, { type: "words", trigger: "help" }]),
  );
  expect(changes[0]?.effects.flatMap(({ effect }) => ("message" in effect ? [effect.message.text] : []))).toEqual([
    "eco ajuda",
    "eco Ajuda!",
    "obrigado azul",
  ]);
  expect(processed.map(({ executionId }) => executionId)).toEqual([50, 50, 50]);
});

test("a flow that suspends stays on top while it talks, and again in its own place", () => {
  const menu = triggered("echo", { id: "menu", type: "words", words: ["menu"], on_open: "suspend" });
  const { changes } = run({ open: "askOnce", triggers: [menu], mailbox: [message(1, "menu"), message(2, "menu"), message(3, "menu")] });
  const [{ execution } = { execution: null }] = changes;
  expect([changes.length, execution?.id, execution?.state.below?.length, execution?.state.flow?.flowId]).toEqual([
    1,
    50,
    1,
    versionOf("echo"),
  ]);
});

test("where nothing is open it begins an execution of its own", () => {
  const help = triggered("answerOnce", { id: "help", type: "words", words: ["ajuda"], on_open: "suspend" });
  const { changes } = run({ triggers: [help], mailbox: [message(1, "ajuda")] });
  expect(changes.map(({ execution: { id, startedBy } }) => [id, startedBy])).toEqual([[100, { type: "words", trigger: "help" }]]);
});

test("said twice in one breath it is one wish: the second was said before the flow's own question", () => {
  const again = triggered("askOnce", { id: "again", type: "words", words: ["de novo"], on_open: "end" });
  const { changes, processed } = run({ open: "echo", triggers: [again], mailbox: [message(1, "de novo"), message(2, "de novo")] });
  expect(changes.map(({ execution: { id, state } }) => [id, state.status, state.context["earlier"]])).toEqual([
    [50, "cancelled", undefined],
    [100, "waiting", ["de novo"]],
  ]);
  expect(processed.map(({ executionId }) => executionId)).toEqual([100, 100]);
});
