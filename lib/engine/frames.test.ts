import { describe, expect, test } from "vitest";
import { graph as drawn, type NodeSpec } from "../../scripts/test-setup/graphs.ts";
import type { NodeType } from "./define-node.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { canConsume, initialState, isStale } from "./can-consume.ts";
import { compile, type CompiledFlow, type Flows, withFlows } from "./compile.ts";
import { MAX_FRAMES_BELOW, tokensOf } from "./frames.ts";
import { canInterrupt, interrupt } from "./interrupt.ts";
import { runMailbox } from "./run-mailbox.ts";
import { endFrame, MAX_VISITS_WITHOUT_WAITING, step } from "./step.ts";
import type { Context, Event, ExecutionState, FlowGraph, FlowSettings, Step } from "./types.ts";

const graph = (nodes: Record<string, NodeSpec>, ways: [from: string, to: string, exit: string, condition?: string][]) =>
  drawn(
    nodes,
    ways.map(([from, to, exit, condition]) => [from, to, condition, exit]),
  );

const MENU = { flowId: 9, flowVersionId: 90 };

/** A flow's published version has ten times its id. */
function flows(others: { [flowId: string]: FlowGraph }): Flows {
  const versions = new Map(Object.entries(others).map(([id, each]) => [Number(id) * 10, compile(each, nodeTypes)]));
  return {
    published: (id) => (versions.has(id * 10) ? id * 10 : null),
    version: (id) => versions.get(id) ?? { start: null, nodes: new Map() },
  };
}

const flowOf = (own: FlowGraph, others: { [flowId: string]: FlowGraph }): CompiledFlow => withFlows(compile(own, nodeTypes), flows(others));

const says = (text: string, at = 0, id = text): Event => ({ type: "message_received", at, message: { id, type: "text", text } });
const textsOf = ({ effects }: Step) => effects.flatMap((effect) => (effect.type === "send_message" ? [effect.message.text] : []));
const way = ({ visits }: Step) => visits.map(({ flow, nodeId, exit, outcome }) => `${flow?.flowId ?? ""}:${nodeId} ${exit ?? outcome}`);
const began = (flow: CompiledFlow, context: Context = {}) =>
  step(flow, initialState("a"), { type: "execution_started", at: 0, context: { contact: { name: "Ana" }, ...context } });

/** Calls the flow 2, and says what it came to. */
const caller = (config: Context = {}, settings?: FlowSettings): FlowGraph => ({
  ...graph(
    {
      call: ["start_flow", { flow_id: 2, ...config }],
      done: ["send_message", { message: "done {{ child.name }} {{ last_message }} {{ contact.name }}" }],
      sorry: ["send_message", { message: "sorry" }],
    },
    [
      ["call", "done", "completed"],
      ["call", "sorry", "failed"],
    ],
  ),
  ...(settings && { settings }),
});
const asks = (settings?: FlowSettings): FlowGraph => ({
  ...graph({ ask: ["wait_for_input", { question: "Name, {{ title }}?", context_key: "name" }] }, []),
  ...(settings && { settings }),
});
/** Listens, and then fails for an unreadable condition. */
const fails = (settings?: FlowSettings): FlowGraph => {
  const flow = graph({ ask: ["wait_for_input", { context_key: "name" }], end: ["end"] }, [["ask", "end", "next", "1 +"]]);
  return { ...flow, ...(settings && { settings }) };
};

describe("a flow that comes back", () => {
  const flow = flowOf(caller({ context: [{ key: "title", value: "{{ contact.name }}" }] }), { 2: asks() });

  test("has a context of its own, and leaves what it kept in `child`", () => {
    const first = began(flow, { secretly: "mine" });
    expect(textsOf(first)).toEqual(["Name, Ana?"]);
    expect(first.state).toMatchObject({
      status: "waiting",
      nodeId: "ask",
      flow: { flowId: 2, flowVersionId: 20, began: 2 },
      below: [{ nodeId: "call", waitingFor: { kind: "child" }, context: { secretly: "mine" } }],
    });
    expect(first.state.context).toEqual({ contact: { name: "Ana" }, title: "Ana" });
    const second = step(flow, first.state, says("Bia", 5));
    expect(textsOf(second)).toEqual(["done Bia Bia Ana"]);
    expect(way(second)).toEqual(["2:ask next", ":call completed", ":done next"]);
    expect(second.state).toMatchObject({ status: "completed", context: { secretly: "mine", child: { title: "Ana", name: "Bia" } } });
    expect(second.state).not.toHaveProperty("below");
    expect(second.state).not.toHaveProperty("flow");
  });

  test("stays with the version that it was begun with", () => {
    const { state } = began(flow);
    const later = withFlows(flow, {
      published: () => 21,
      version: (id) => (id === 20 ? flows({ 2: asks() }).version(20) : compile(fails(), nodeTypes)),
    });
    expect(textsOf(step(later, state, says("Bia")))).toEqual(["done Bia Bia Ana"]);
  });

  test("that is not published leaves by failed", () => {
    expect(textsOf(began(flowOf(caller(), {})))).toEqual(["sorry"]);
  });

  test("that has no start leaves by failed, and so does one that fails for good", () => {
    expect(textsOf(began(flowOf(caller(), { 2: { nodes: [], transitions: [], start: null } })))).toEqual(["sorry"]);
    const failing = flowOf(caller(), { 2: fails({ failure_message: "oops" }) });
    const failed = step(failing, began(failing).state, says("x"));
    expect(textsOf(failed)).toEqual(["sorry"]);
    expect(failed.state).toMatchObject({ status: "completed", context: { child: { name: "x" } } });
    expect(way(failed)).toEqual(["2:ask failed", ":call failed", ":sorry next"]);
  });

  test("goes back to where it listened, once, where no way is drawn for its failure; then all fails", () => {
    const own = caller();
    const undrawn = { ...own, transitions: own.transitions.filter(({ exit }) => exit !== "failed") };
    const failing = flowOf(undrawn, { 2: fails({ failure_message: "oops" }) });
    const first = step(failing, began(failing).state, says("x"));
    expect(textsOf(first)).toEqual(["oops"]);
    expect(first.state).toMatchObject({ status: "waiting", nodeId: "ask", fellBack: true, flow: { flowId: 2 } });
    // Heard again, it falls back again; it is only over when it fails without having listened.
    expect(textsOf(step(failing, first.state, says("y")))).toEqual(["oops"]);
    const deaf = graph({ bad: ["send_message", { message: "{{ x +" }] }, []);
    const over = began(
      flowOf({ ...undrawn, settings: { failure_message: "all over" } }, { 2: { ...deaf, settings: { failure_message: "oops" } } }),
    );
    expect(textsOf(over)).toEqual(["oops"]);
    expect(over.state).toMatchObject({ status: "failed", nodeId: "call", problem: { params: { problem: { code: "child_failed" } } } });
    expect(textsOf(began(flowOf({ ...undrawn, settings: { failure_message: "all over" } }, { 2: deaf })))).toEqual(["all over"]);
  });

  test("expires into its exit, or takes the flow that began it along", () => {
    // No node type expires; the end of a frame is the engine's.
    const type: NodeType = { ...(nodeTypes.get("end") as NodeType), type: "expire", enter: () => ({ end: "expired" }) };
    const expiring = new Map<string, NodeType>([...nodeTypes, ["expire", type]]);
    const own = caller();
    const child = compile(graph({ gone: ["expire"] }, []), expiring);
    const others: Flows = { published: () => 20, version: () => child };
    expect(began(withFlows(compile(own, nodeTypes), others)).state).toMatchObject({ status: "expired", nodeId: "call" });
    const drawn = { ...own, transitions: [...own.transitions, { id: "e", from: "call", to: "sorry", exit: "expired", condition: null }] };
    expect(textsOf(began(withFlows(compile(drawn, nodeTypes), others)))).toEqual(["sorry"]);
  });
});

test("a frame whose time is over ends alone: its caller leaves by expired, what it had interrupted waits on, and with nothing under it all ends", () => {
  const end = { end: "expired", reason: null } as const;
  const idle: Event = { type: "timer_fired", at: 9, token: "idle" };
  const own = caller();
  const drawn = { ...own, transitions: [...own.transitions, { id: "e", from: "call", to: "sorry", exit: "expired", condition: null }] };
  const called = flowOf(drawn, { 2: asks() });
  expect(textsOf(endFrame(called, began(called).state, idle, end))).toEqual(["sorry"]);

  const flow = flowOf(asks(), { 9: asks() });
  const { state } = began(flow);
  const menu = interrupt(flow, state, MENU, { type: "execution_started", at: 5 });
  const back = endFrame(flow, menu.state, idle, end);
  expect(back.state).toMatchObject({ status: "waiting", waitingFor: state.waitingFor });
  expect(back.visits).toMatchObject([{ seq: 3, note: "came_back" }]);
  expect(endFrame(flow, state, idle, end)).toMatchObject({ state: { status: "expired", waitingFor: null, nodeId: "ask" }, visits: [] });
});

test("a flow that is gone to takes the place of this one, with what is handed over", () => {
  const flow = flowOf(caller({ mode: "go", context: [{ key: "title", value: "Dr" }] }), { 2: asks() });
  const first = began(flow, { mine: 1 });
  expect(way(first)).toEqual([":call began", "2:ask waits"]);
  expect(first.state.context).toEqual({ contact: { name: "Ana" }, title: "Dr" });
  // Where its own flow's answers are read.
  expect(first.state.left).toEqual({ contact: { name: "Ana" }, mine: 1 });
  expect(first.state).not.toHaveProperty("below");
  expect(step(flow, first.state, says("Bia")).state).toMatchObject({ status: "completed", flow: { flowId: 2 }, context: { name: "Bia" } });
});

test("where a called flow goes elsewhere, that one comes back to the caller", () => {
  const flow = flowOf(caller(), { 2: graph({ on: ["start_flow", { flow_id: 3, mode: "go" }] }, []), 3: asks() });
  const first = began(flow);
  expect(first.state.below).toHaveLength(1);
  expect(textsOf(step(flow, first.state, says("Bia")))).toEqual(["done Bia Bia Ana"]);
});

test("so many frames may lie under one, and the visits of all of them count as one execution's", () => {
  const itself = graph({ call: ["start_flow", { flow_id: 2 }], deep: ["wait_for_input", {}] }, [["call", "deep", "failed"]]);
  const { state } = began(flowOf(itself, { 2: itself }));
  expect(state).toMatchObject({ status: "waiting", nodeId: "deep" });
  expect(state.below).toHaveLength(MAX_FRAMES_BELOW);
  const round = graph({ on: ["start_flow", { flow_id: 2, mode: "go" }] }, []);
  const endless = began(flowOf(caller(), { 2: round }));
  expect(endless.state).toMatchObject({ status: "failed", problem: { code: "visits_without_waiting" } });
  // The limit ends all, though a way is drawn.
  expect(endless.visits).toHaveLength(MAX_VISITS_WITHOUT_WAITING + 1);
});

test("what failed by a limit within a called flow goes on there when it is taken up again", () => {
  const round = graph({ on: ["start_flow", { flow_id: 3, mode: "go" }] }, []);
  const failed = began(flowOf(caller(), { 2: round, 3: round }));
  const mended = flowOf(caller(), { 2: asks(), 3: asks() });
  const again = step(
    mended,
    { ...failed.state, flow: { flowId: 2, flowVersionId: 20, began: 2 }, nodeId: "ask" },
    { type: "execution_retried", at: 9 },
  );
  expect(textsOf(step(mended, again.state, says("Bia")))).toEqual(["done Bia Bia Ana"]);
});

test("voice, time and words are each flow's own; what is joined is what both flows join", () => {
  const joined = (settings?: FlowSettings) => {
    const say = graph({ say: ["send_message", { message: "one" }], call: ["start_flow", { flow_id: 2 }] }, [["say", "call", "next"]]);
    const other = { ...graph({ two: ["send_message", { message: "two" }] }, []), ...(settings && { settings }) };
    const { changes } = runMailbox(
      { profile: {}, open: null, defaultVersion: { flowId: 1, flowVersionId: 1 } },
      [{ id: 1, executionId: null, event: says("oi") }],
      { flow: () => flowOf({ ...say, settings: { join_messages: true } }, { 2: other }), nextExecutionId: () => 1 },
    );
    return changes.flatMap(({ effects }) => effects).length;
  };
  expect([joined({ join_messages: true }), joined()]).toEqual([1, 2]);
});

describe("an interruption", () => {
  const menu = graph(
    { ask: ["wait_for_input", { question: "Menu?", context_key: "choice" }], said: ["send_message", { message: "{{ choice }}" }] },
    [["ask", "said", "next"]],
  );
  const reminded = graph(
    {
      ask: ["wait_for_input", { question: "Name?", context_key: "name", timeout_seconds: 60 }],
      thanks: ["send_message", { message: "Thanks {{ name }}" }],
      late: ["send_message", { message: "Too late" }],
    },
    [
      ["ask", "thanks", "next"],
      ["ask", "late", "timeout"],
    ],
  );
  const flow = flowOf(reminded, { 9: menu });
  const begin = { type: "execution_started", at: 10, message: { id: "m", type: "text", text: "menu" } } as const;
  const interrupted = () => interrupt(flow, began(flow).state, MENU, begin);

  test("begins its flow on top, with who the contact is and what they said", () => {
    const { state, visits } = interrupted();
    expect(state).toMatchObject({ status: "waiting", nodeId: "ask", flow: { ...MENU, began: 2 }, heardAt: 10, visitsSinceMessage: 1 });
    expect(state.context).toEqual({
      contact: { name: "Ana" },
      last_message: "menu",
      message: { id: "m", type: "text", text: "menu", data: {} },
    });
    expect(state.below).toEqual([
      expect.objectContaining({ nodeId: "ask", waitingFor: expect.objectContaining({ token: "v1.a" }) as unknown }),
    ]);
    expect(visits).toMatchObject([{ seq: 2, flow: MENU, nodeId: "ask" }]);
  });

  test("ends, and the question under it is still open", () => {
    const back = step(flow, interrupted().state, says("1"));
    expect(textsOf(back)).toEqual(["1"]);
    expect(back.visits.at(-1)).toMatchObject({ nodeId: "ask", outcome: "waits", note: "came_back", changes: { last_message: "1" } });
    expect(back.state).toMatchObject({ status: "waiting", nodeId: "ask", waitingFor: { token: "v1.a" } });
    expect(back.state).not.toHaveProperty("below");
    expect(textsOf(step(flow, back.state, says("Bia")))).toEqual(["Thanks Bia"]);
  });

  test("fails, and the question under it is still open", () => {
    const failing = flowOf(reminded, { 9: graph({ bad: ["send_message", { message: "{{ x +" }] }, []) });
    const failed = interrupt(failing, began(failing).state, MENU, begin);
    expect(failed.state).toMatchObject({ status: "waiting", nodeId: "ask", reason: null, waitingFor: { token: "v1.a" } });
    expect(failed.visits.map(({ outcome }) => outcome)).toEqual(["failed", "waits"]);
  });

  test("a time that is over meanwhile is kept in the mailbox, and ends the question as soon as it is back", () => {
    const { state } = interrupted();
    const due: Event = { type: "timer_fired", at: 60_000, token: "v1.a" };
    expect([canConsume(state, due), isStale(state, due), isStale(state, { ...due, token: "v9.a" })]).toEqual([false, false, true]);
    expect(tokensOf(state)).toEqual(["v2.a", "v1.a"]);
    const turn = (open: ExecutionState, mailbox: Event[]) =>
      runMailbox(
        { profile: {}, open: { id: 1, flowId: 1, flowVersionId: 1, state: open, seq: 0 }, defaultVersion: null },
        mailbox.map((event, index) => ({ id: index + 1, executionId: null, event })),
        { flow: () => flow, nextExecutionId: () => NaN },
      );
    expect(turn(state, [due]).processed).toEqual([]);
    const { changes, processed } = turn(state, [due, says("1", 61_000)]);
    expect(processed.map(({ id }) => id)).toEqual([2, 1]);
    expect(changes[0]?.effects.map(({ effect }) => "message" in effect && effect.message.text)).toEqual(["1", "Too late"]);
  });

  test("of the menu by the menu begins it anew in its place, however often", () => {
    let { state } = interrupted();
    for (let time = 0; time < 20; time++) state = interrupt(flow, state, MENU, begin).state;
    expect(state.below).toHaveLength(1);
    expect(textsOf(step(flow, state, says("2")))).toEqual(["2"]);
  });

  test("goes no deeper than frames may, and disturbs nothing that is over or has not begun", () => {
    const { state } = began(flow);
    const deep = {
      ...state,
      below: Array.from({ length: MAX_FRAMES_BELOW }, () => ({ nodeId: "ask", context: {}, waitingFor: state.waitingFor })),
    };
    const handed: ExecutionState = { ...state, status: "handoff" };
    for (const each of [deep, handed, initialState(), { ...state, status: "completed" as const }]) {
      expect(canInterrupt(each, MENU)).toBe(false);
      expect(interrupt(flow, each, MENU, begin)).toEqual({ state: each, effects: [], visits: [] });
    }
  });

  test("of a called flow: the flow that was called waits on, and comes back to its caller later", () => {
    const nested = flowOf(caller(), { 2: asks(), 9: menu });
    const { state } = interrupt(nested, began(nested).state, MENU, begin);
    expect(state.below).toHaveLength(2);
    const back = step(nested, state, says("1"));
    expect(textsOf(step(nested, back.state, says("Bia")))).toEqual(["done Bia Bia Ana"]);
  });

  test("a limit that ends it ends all; what was interrupted is not taken up again, as nobody holds its timers any more", () => {
    const endless = flowOf(reminded, { 9: graph({ on: ["start_flow", { flow_id: 9, mode: "go" }] }, []) });
    const { state } = interrupt(endless, began(endless).state, MENU, begin);
    expect(state).toMatchObject({ status: "failed", problem: { code: "visits_without_waiting" } });
    expect(state).not.toHaveProperty("below");
    expect(tokensOf(state)).toEqual([]);
  });
});
