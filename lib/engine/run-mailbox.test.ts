import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answer,
  begun,
  type FlowName,
  message,
  request,
  run,
  type Situation,
  timer,
  unreadable,
  versionOf,
} from "../../scripts/test-setup/mailbox.ts";
import { visitOfToken } from "./token.ts";
import type { ExecutionState } from "./types.ts";

const handoff: ExecutionState = { ...begun("delayed"), status: "handoff" };

const cases: (Situation & {
  name: string;
  changes: [id: number, status: string, ...texts: string[]][];
  processed: [id: number, executionId: number | null][];
})[] = [
  { name: "nothing in the mailbox changes nothing", open: "echo", mailbox: [], changes: [], processed: [] },
  {
    name: "a message with nothing open begins the channel's flow, and is its last_message",
    mailbox: [message(1)],
    changes: [[100, "waiting", "eco m1"]],
    processed: [[1, 100]],
  },
  {
    name: "further messages go to what the first began, in order",
    mailbox: [message(1), message(2), message(3)],
    changes: [[100, "waiting", "eco m1", "eco m2", "eco m3"]],
    processed: [
      [1, 100],
      [2, 100],
      [3, 100],
    ],
  },
  {
    name: "what can not be read begins the channel's flow too",
    mailbox: [unreadable(1), message(2)],
    changes: [[100, "waiting", "eco ", "eco m2"]],
    processed: [
      [1, 100],
      [2, 100],
    ],
  },
  {
    name: "what can not be read is no answer, and holds nothing up",
    open: "echo",
    mailbox: [unreadable(1), message(2), unreadable(3)],
    changes: [[50, "waiting", "eco m2"]],
    processed: [
      [1, null],
      [2, 50],
      [3, null],
    ],
  },
  {
    name: "what can not be read is not kept for a question to come",
    open: "delayed",
    mailbox: [unreadable(1), timer(2, 50)],
    changes: [[50, "completed", "voltei m0"]],
    processed: [
      [1, null],
      [2, 50],
    ],
  },
  {
    name: "what can not be read begins anew after what ended before it",
    open: "delayed",
    mailbox: [timer(1, 50), unreadable(2)],
    changes: [
      [50, "completed", "voltei m0"],
      [100, "waiting", "eco "],
    ],
    processed: [
      [1, 50],
      [2, 100],
    ],
  },
  {
    name: "a message goes to the open execution",
    open: "echo",
    mailbox: [message(1), message(2)],
    changes: [[50, "waiting", "eco m1", "eco m2"]],
    processed: [
      [1, 50],
      [2, 50],
    ],
  },
  {
    name: "after an execution ends, the next message begins a new one",
    answering: "answerOnce",
    mailbox: [message(1), message(2)],
    changes: [
      [100, "completed", "eco m1"],
      [101, "completed", "eco m2"],
    ],
    processed: [
      [1, 100],
      [2, 101],
    ],
  },
  {
    name: "without a flow to begin, a message is kept and answered by nobody",
    answering: null,
    mailbox: [message(1), message(2)],
    changes: [],
    processed: [
      [1, null],
      [2, null],
    ],
  },
  {
    name: "without a flow to begin, what is open goes on",
    open: "echo",
    answering: null,
    mailbox: [message(1)],
    changes: [[50, "waiting", "eco m1"]],
    processed: [[1, 50]],
  },
  { name: "a message stays while a timer runs", open: "delayed", mailbox: [message(1)], changes: [], processed: [] },
  {
    name: "what waited behind a timer is taken when it has fired",
    open: "delayed",
    mailbox: [message(1), timer(2, 50)],
    changes: [
      [50, "completed", "voltei m0"],
      [100, "waiting", "eco m1"],
    ],
    processed: [
      [2, 50],
      [1, 100],
    ],
  },
  {
    name: "a message behind an AI call waits for the answer",
    open: "askAi",
    mailbox: [message(1), answer(2, 50, "v1")],
    changes: [[50, "running", "sim"]],
    processed: [
      [2, 50],
      [1, 50],
    ],
  },
  { name: "a late timer is ignored", open: "echo", mailbox: [timer(1, 50, "v1")], changes: [], processed: [[1, 50]] },
  {
    name: "a timer of an execution that is over is ignored",
    open: "echo",
    mailbox: [timer(1, 12), message(2)],
    changes: [[50, "waiting", "eco m2"]],
    processed: [
      [1, 12],
      [2, 50],
    ],
  },
  {
    name: "a timer that fires twice has one effect",
    open: "delayed",
    mailbox: [timer(1, 50), timer(2, 50)],
    changes: [[50, "completed", "voltei m0"]],
    processed: [
      [1, 50],
      [2, 50],
    ],
  },
  { name: "an AI answer to another visit is ignored", open: "askAi", mailbox: [answer(1, 50, "v0")], changes: [], processed: [[1, 50]] },
  { name: "an AI answer with nothing open is ignored", mailbox: [answer(1, 12, "v1")], changes: [], processed: [[1, 12]] },
  {
    name: "a start request ends what is open, with a reason",
    open: "echo",
    mailbox: [request(1, 60, "delayed")],
    changes: [
      [50, "cancelled"],
      [60, "scheduled", "já volto api"],
    ],
    processed: [[1, 60]],
  },
  {
    name: "what came before a start request belongs to the conversation that it ends, what came after to its own",
    open: "echo",
    mailbox: [message(1), request(2, 60, "echo"), message(3)],
    changes: [
      [50, "cancelled", "eco m1"],
      [60, "waiting", "eco api", "eco m3"],
    ],
    processed: [
      [1, 50],
      [2, 60],
      [3, 60],
    ],
  },
  {
    name: "a message before a start request that nothing could take goes to the new conversation",
    open: "delayed",
    mailbox: [message(1), request(2, 60, "echo")],
    changes: [
      [50, "cancelled"],
      [60, "waiting", "eco api", "eco m1"],
    ],
    processed: [
      [2, 60],
      [1, 60],
    ],
  },
  {
    name: "what came before a start request with nothing open begins the channel's flow, which the request then ends",
    mailbox: [message(1), request(2, 60, "echo"), message(3)],
    changes: [
      [100, "cancelled", "eco m1"],
      [60, "waiting", "eco api", "eco m3"],
    ],
    processed: [
      [1, 100],
      [2, 60],
      [3, 60],
    ],
  },
  {
    name: "what came after an end and before a start request begins the channel's flow too",
    open: "delayed",
    mailbox: [timer(1, 50), message(2), request(3, 60, "echo")],
    changes: [
      [50, "completed", "voltei m0"],
      [100, "cancelled", "eco m2"],
      [60, "waiting", "eco api"],
    ],
    processed: [
      [1, 50],
      [2, 100],
      [3, 60],
    ],
  },
  {
    name: "without a flow to begin, what came before a start request is nobody's",
    answering: null,
    mailbox: [message(1), request(2, 60, "echo")],
    changes: [[60, "waiting", "eco api"]],
    processed: [
      [1, null],
      [2, 60],
    ],
  },
  {
    name: "of two start requests the last one stays open",
    mailbox: [request(1, 60, "echo"), request(2, 61, "echo")],
    changes: [
      [60, "cancelled", "eco api"],
      [61, "waiting", "eco api"],
    ],
    processed: [
      [1, 60],
      [2, 61],
    ],
  },
  {
    name: "a started flow that ends at once leaves the next message to the channel's flow",
    mailbox: [request(1, 60, "answerOnce"), message(2)],
    changes: [
      [60, "completed", "eco api"],
      [100, "waiting", "eco m2"],
    ],
    processed: [
      [1, 60],
      [2, 100],
    ],
  },
  { name: "a handoff keeps messages and answers", open: handoff, mailbox: [message(1), timer(2, 50)], changes: [], processed: [] },
];

test.each(cases)("$name", ({ name: _name, changes, processed, ...situation }) => {
  const result = run(situation);
  const told = result.changes.map(({ execution, effects }) => [
    execution.id,
    execution.state.status,
    ...effects.flatMap(({ effect }) => (effect.type === "send_message" ? effect.message.text : [])),
  ]);
  expect(told).toEqual(changes);
  expect(result.processed.map(({ id, executionId }) => [id, executionId])).toEqual(processed);
});

test("an execution keeps the version it began with, and the number that fences it", () => {
  const [change] = run({ open: "echo", answering: "delayed", mailbox: [message(1)] }).changes;
  expect(change?.execution).toMatchObject({ flowVersionId: versionOf("echo"), seq: 4 });
  const [begunNow] = run({ answering: "delayed", mailbox: [message(1)] }).changes;
  expect(begunNow?.execution).toMatchObject({ flowVersionId: versionOf("delayed"), seq: null });
});

test("what a conversation asked for is not done for it once a start request of the same moment has ended it", () => {
  for (const mailbox of [
    [request(1, 60, "delayed"), request(2, 61, "echo")],
    [request(1, 60, "askAi"), request(2, 61, "echo")],
  ]) {
    const [ended] = run({ mailbox }).changes;
    expect(ended?.execution).toMatchObject({ id: 60, state: { status: "cancelled" } });
    expect(ended?.effects.filter(({ effect }) => effect.type !== "send_message")).toEqual([]);
  }
});

test("a token is of its execution alone, and opaque: an execution of a release before goes on with those it has", () => {
  const tokenOf = (state: ExecutionState | undefined) => state?.waitingFor?.token ?? "";
  const begunNow = run({ mailbox: [message(1), request(2, 60, "delayed")] }).changes.map(({ execution }) => execution.state);
  expect(tokenOf(begunNow[1])).toBe("v1.1o");
  const [again] = run({ mailbox: [request(1, 61, "delayed")] }).changes;
  expect(tokenOf(again?.execution.state)).toBe("v1.1p");
  expect([tokenOf(begunNow[1]), visitOfToken(tokenOf(begunNow[1])), visitOfToken("v12"), visitOfToken("12")]).toEqual([
    "v1.1o",
    1,
    12,
    NaN,
  ]);
  const before: ExecutionState = { ...begun("echo"), waitingFor: { kind: "message", token: "v2" } };
  const [moved] = run({ open: before, mailbox: [message(1)] }).changes;
  expect(moved?.execution.state).toMatchObject({ waitingFor: { for: ["message"], kind: "message", token: "v5" } });
});

test("the flow knows who it speaks to", () => {
  const [change] = run({ mailbox: [message(1)] }).changes;
  expect(change?.execution.state.context).toMatchObject({
    contact: { name: "Ana", phone: "5511999990001" },
    last_message: "m1",
    message: { id: "wamid.1" },
  });
});

test("a version that is gone fails its execution with a reason instead of holding up the contact", () => {
  const missing: ExecutionState = { ...begun("echo"), nodeId: "gone" };
  const { changes, processed } = run({ open: missing, mailbox: [message(1), message(2)] });
  expect(changes.map(({ execution: { id, state } }) => [id, state.status, state.reason === null])).toEqual([
    [50, "failed", false],
    [100, "waiting", true],
  ]);
  expect(processed).toHaveLength(2);
});

test("whatever is in the mailbox: each entry is taken at most once, messages in order, and nothing that could be taken is left", () => {
  const entry = fc.oneof(
    fc.constant((id: number) => message(id)),
    fc.constant((id: number) => timer(id, 50)),
    fc.constant((id: number) => timer(id, 12)),
    fc.constant((id: number) => answer(id, 50, "v1")),
    fc.constantFrom<FlowName>("echo", "answerOnce", "delayed", "askAi").map((flow) => (id: number) => request(id, 1000 + id, flow)),
  );
  const flow = fc.constantFrom<FlowName>("echo", "answerOnce", "delayed", "askAi");
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.option(flow, { nil: undefined }), fc.option(flow), (entries, open, answering) => {
      const mailbox = entries.map((make, index) => make(index + 1));
      const situation: Situation = { mailbox, answering, ...(open === undefined ? {} : { open }) };
      const result = run(situation);
      const taken = result.processed.map(({ id }) => id);
      expect(new Set(taken).size).toBe(taken.length);
      const left = mailbox.filter(({ id }) => !taken.includes(id));
      expect(left.every(({ event }) => event.type === "message_received")).toBe(true);
      const messages = taken.filter((id) => mailbox[id - 1]?.event.type === "message_received");
      expect(messages).toEqual(messages.toSorted((a, b) => a - b));
      const last = result.changes.at(-1);
      if (left.length > 0) expect(["scheduled", "running"]).toContain(last?.execution.state.status ?? begun(open ?? "echo").status);
      expect(
        result.changes.filter(({ execution: { state } }) => ["waiting", "scheduled", "running"].includes(state.status)).length,
      ).toBeLessThanOrEqual(1);
      expect(run(situation)).toEqual(result);
    }),
    { numRuns: 300 },
  );
});
