import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graph, type NodeSpec, type TransitionSpec } from "../../scripts/test-setup/graphs.ts";
import { initialState } from "../engine/can-consume.ts";
import { compile } from "../engine/compile.ts";
import { step } from "../engine/step.ts";
import { type Context, type Effect, type Event, type ExecutionState, SEND_OUTCOMES, type SendOutcome, type Step } from "../engine/types.ts";
import { validate } from "../engine/validate/validate.ts";
import { nodeTypes } from "./registry.ts";
import { SEND_EXITS } from "./sending.ts";

const BOTH: Context = { failed: true, window_closed: true };
const say = (message: string, more: Context = {}): NodeSpec => ["send_message", { message, ...more }];
const HEARD = { id: "wamid.1", type: "text", text: "oi" };

/** A conversation: each event is what the one before led to. */
function converse(nodes: Record<string, NodeSpec>, transitions: TransitionSpec[], nonce?: string) {
  const flow = compile(graph(nodes, transitions), nodeTypes);
  let state: ExecutionState = initialState(nonce);
  const take = (event: Event): Step => {
    const taken = step(flow, state, event, 7);
    // As it comes from the database.
    state = JSON.parse(JSON.stringify(taken.state)) as ExecutionState;
    return taken;
  };
  return {
    start: (message = HEARD) => take({ type: "execution_started", at: 1_000, message }),
    settle: (outcome: SendOutcome, token = state.waitingFor?.token ?? "") => take({ type: "message_settled", at: 2_000, token, outcome }),
    hear: (text: string) => take({ type: "message_received", at: 3_000, message: { ...HEARD, id: "wamid.2", text } }),
    take,
    state: () => state,
  };
}

const sends = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.type === "send_message" ? [effect] : []));
const texts = (effects: readonly Effect[]) => sends(effects).map(({ message }) => message.text);

const WAYS: TransitionSpec[] = [
  ["a", "on"],
  ["a", "sorry", null, "failed"],
  ["a", "late", null, "window_closed"],
];
const AROUND = { on: say("on"), sorry: say("sorry"), late: say("late") };

describe("a node that sends waits for Meta's answer where it has an exit for it", () => {
  test.each<[SendOutcome, string]>([
    ["accepted", "on"],
    ["unknown", "on"],
    ["refused", "sorry"],
    ["window_closed", "late"],
  ])("%s leads to %s", (outcome, said) => {
    const talk = converse({ a: say("olá", { exits: BOTH }), ...AROUND }, WAYS, "k");
    const { state, effects } = talk.start();
    expect(state).toMatchObject({ status: "running", nodeId: "a", waitingFor: { for: ["send"], token: "v1.k" } });
    expect(sends(effects)).toEqual([
      { type: "send_message", message: { type: "text", text: "olá", data: { preview_url: false } }, wakes: "v1.k" },
    ]);
    expect(texts(talk.settle(outcome).effects)).toEqual([said]);
    expect(talk.state().status).toBe("completed");
  });

  test("an outcome whose exit is not switched on is as it always was: the flow goes on", () => {
    for (const [exits, outcome] of [
      [{ failed: true }, "window_closed"],
      [{ window_closed: true }, "refused"],
    ] as const) {
      const talk = converse({ a: say("olá", { exits }), ...AROUND }, WAYS);
      talk.start();
      expect(texts(talk.settle(outcome).effects)).toEqual(["on"]);
    }
  });

  test("without these exits nothing is waited for, and no message wakes anybody", () => {
    for (const more of [{}, { exits: null }, { exits: {} }, { exits: { failed: false, window_closed: false } }] as Context[]) {
      const talk = converse({ a: say("olá", more), ...AROUND }, WAYS);
      const { state, effects } = talk.start();
      expect(state.status).toBe("completed");
      expect(effects.map((effect) => "wakes" in effect)).toEqual([false, false]);
    }
  });

  test("an exit that leads nowhere fails the conversation, and says why", () => {
    const talk = converse({ a: say("olá", { exits: BOTH }) }, []);
    talk.start();
    talk.settle("refused");
    expect(talk.state()).toMatchObject({ status: "failed", reason: expect.stringContaining("Meta refused the message") });
  });

  test("what comes twice, late or for another visit changes nothing", () => {
    const talk = converse({ a: say("olá", { exits: BOTH }), b: say("b", { exits: BOTH }), sorry: say("sorry") }, [
      ["a", "b"],
      ["b", "sorry", null, "failed"],
    ]);
    talk.start();
    expect(talk.settle("refused", "v9").visits).toEqual([]);
    talk.settle("accepted");
    expect(talk.settle("refused", "v1").visits).toEqual([]);
    expect(talk.state()).toMatchObject({ status: "running", nodeId: "b" });
    expect(texts(talk.settle("accepted").effects)).toEqual([]);
    expect(talk.settle("refused").visits).toEqual([]);
  });

  test("a delay runs after the answer, and is counted from the send", () => {
    const talk = converse({ a: say("olá", { exits: BOTH, delay_seconds: 60 }), ...AROUND }, WAYS);
    expect(talk.start().effects).toHaveLength(1);
    const { state, effects } = talk.settle("accepted");
    expect(state.status).toBe("scheduled");
    expect(effects).toEqual([{ type: "schedule_timer", token: state.waitingFor?.token, dueAt: 61_000 }]);
    expect(texts(talk.take({ type: "timer_fired", at: 61_000, token: state.waitingFor?.token ?? "" }).effects)).toEqual(["on"]);
  });

  test("a text of nothing is not waited for", () => {
    const talk = converse({ a: say("{{ gone }}", { exits: BOTH }), ...AROUND }, WAYS);
    expect(texts(talk.start().effects)).toEqual(["on"]);
  });

  test("a question listens when it has been taken, and what was said meanwhile is its answer", () => {
    const choices = [{ id: "yes", title: "Sim" }];
    const talk = converse(
      {
        a: ["send_choices", { message: "Vamos?", choices, exits: BOTH, timeout_seconds: 600, attempts: 3 }],
        ...AROUND,
      },
      [["a", "on", null, "yes"], ...WAYS.slice(1)],
    );
    expect(talk.start().state).toMatchObject({ status: "running", askedAfter: 7 });
    expect(talk.hear("sim").visits).toEqual([]);
    const asked = talk.settle("accepted");
    expect(asked.state).toMatchObject({ status: "waiting", askedAfter: 7, waitingFor: { for: ["message", "timer"] } });
    expect(asked.effects).toEqual([{ type: "schedule_timer", token: asked.state.waitingFor?.token, dueAt: 601_000 }]);
    // Asked again, it waits for Meta again.
    expect(talk.hear("banana").state.status).toBe("running");
    expect(talk.settle("unknown").state.status).toBe("waiting");
    expect(texts(talk.hear("sim").effects)).toEqual(["on"]);
  });

  test("so does a question in words, and when it can not be sent it leaves by the way for that", () => {
    const question: NodeSpec = ["wait_for_input", { question: "Nome?", context_key: "nome", exits: BOTH }];
    const talk = converse({ a: question, ...AROUND }, WAYS);
    talk.start();
    expect(texts(talk.settle("window_closed").effects)).toEqual(["late"]);
    const again = converse({ a: question, ...AROUND }, WAYS);
    again.start();
    again.settle("accepted");
    again.hear("Ana");
    expect(again.state()).toMatchObject({ status: "completed", context: { nome: "Ana" } });
  });
});

describe("a reply that quotes", () => {
  test("its first message names what the contact said last", () => {
    const talk = converse({ a: say("a", { quote: true }), hear: ["wait_for_input"], b: say("b", { quote: true }), c: say("c") }, [
      ["a", "hear"],
      ["hear", "b"],
      ["b", "c"],
    ]);
    expect(sends(talk.start().effects).map(({ quotes }) => quotes)).toEqual(["wamid.1"]);
    expect(sends(talk.hear("x").effects).map(({ quotes }) => quotes)).toEqual(["wamid.2", undefined]);
  });

  test.each<[string, Context]>([
    ["nobody has said anything", {}],
    ["a flow keeps something else under the name", { message: "oi" }],
    ["what it keeps there has no id", { message: { id: 5 } }],
  ])("quotes nothing where %s", (_, context) => {
    const talk = converse({ a: say("a", { quote: true }) }, []);
    const { effects } = talk.take({ type: "execution_started", at: 1, context });
    expect(effects).toEqual([{ type: "send_message", message: expect.anything() }]);
  });
});

test("an exit that is switched on is drawn last, and doubted while it leads nowhere", () => {
  for (const type of [...nodeTypes.values()].filter(({ isSending }) => isSending)) {
    const exits = (given: Context) => type.exits(type.config.parse({ ...type.defaults, ...given }));
    expect(exits({ exits: BOTH })).toEqual([...exits({}), ...SEND_EXITS]);
    expect(type.waits?.(type.config.parse({ ...type.defaults, exits: BOTH }))).toBe(true);
  }
  const found = validate(graph({ a: say("x", { exits: { failed: true } }) }, []), nodeTypes);
  expect(found.map(({ code, params }) => [code, params["exit"]])).toEqual([
    ["dangling_exit", "next"],
    ["dangling_exit", "failed"],
  ]);
});

test("whatever Meta answers, and in whatever order it comes, the same is said in the end, each once, and nobody is left waiting", () => {
  const texts = fc.array(fc.record({ exits: fc.boolean(), quote: fc.boolean(), delay: fc.constantFrom(0, 5) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.constantFrom(...SEND_OUTCOMES), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
      (nodes, outcomes, late) => {
        const made: Record<string, NodeSpec> = { stop: ["end"] };
        const ways: TransitionSpec[] = [];
        const chain = Object.fromEntries(
          nodes.map(({ exits, quote, delay }, index) => [
            `n${index}`,
            say(`t${index}`, { quote, delay_seconds: delay, ...(exits && { exits: BOTH }) }),
          ]),
        );
        nodes.forEach((_, index) => {
          ways.push([`n${index}`, index + 1 < nodes.length ? `n${index + 1}` : "stop"]);
          for (const exit of SEND_EXITS) ways.push([`n${index}`, "stop", null, exit]);
        });
        const talk = converse({ ...chain, ...made }, ways, "x");
        const said = sends(talk.start().effects);
        const pending = [...outcomes];
        const stale: string[] = [];
        let refused = false;
        for (let turns = 0; turns < 40 && talk.state().waitingFor !== null; turns += 1) {
          const token = talk.state().waitingFor?.token ?? "";
          const isSend = talk.state().waitingFor?.kind === "send";
          if (late) for (const old of stale) expect(talk.settle("refused", old).visits).toEqual([]);
          stale.push(token);
          const outcome = isSend ? (pending.shift() ?? "accepted") : "accepted";
          refused ||= outcome === "refused" || outcome === "window_closed";
          const taken = isSend ? talk.settle(outcome) : talk.take({ type: "timer_fired", at: 9_000, token });
          said.push(...sends(taken.effects));
        }
        const texts = said.map(({ message }) => message.text);
        expect(texts).toEqual(nodes.slice(0, texts.length).map((_, index) => `t${index}`));
        if (!refused) expect(texts).toHaveLength(nodes.length);
        expect(said.map(({ wakes }) => wakes !== undefined)).toEqual(nodes.slice(0, texts.length).map(({ exits }) => exits));
        expect(talk.state().status).toBe("completed");
      },
    ),
    { numRuns: 300 },
  );
});
