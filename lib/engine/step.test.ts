import { z } from "zod";
import { describe, expect, test } from "vitest";
import { canConsume, isStale, initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import { CONTEXT_LIMIT } from "./context.ts";
import { defineNode, type NodeType, type NodeTypes, type Outcome } from "./define-node.ts";
import { step } from "./step.ts";
import { render } from "./template.ts";
import type { Context, Event, ExecutionState, FlowGraph, Visit, WaitName } from "./types.ts";

/** A node type whose every visit has the given outcome. */
const always = (type: string, outcome: () => Outcome, resume?: () => Outcome): NodeType =>
  defineNode({
    type,
    family: "flow",
    config: z.object({}),
    defaults: {},
    exits: () => ["next"],
    summary: () => "",
    templates: () => ({}),
    sets: () => [],
    enter: outcome,
    ...(resume ? { resume } : {}),
  });

const types = (...all: NodeType[]): NodeTypes => new Map(all.map((type) => [type.type, type]));
const circle = (...nodeTypeNames: string[]): FlowGraph => ({
  nodes: nodeTypeNames.map((node_type, index) => ({
    id: `n${index}`,
    name: `Node ${index}`,
    node_type,
    config: {},
    position: { x: 0, y: 0 },
  })),
  transitions: nodeTypeNames.map((_, index) => ({
    id: `t${index}`,
    from: `n${index}`,
    to: `n${(index + 1) % nodeTypeNames.length}`,
    exit: "next",
    condition: null,
  })),
  start: "n0",
});

const started: Event = { type: "execution_started", at: 1 };
const said = (text = "x"): Event => ({ type: "message_received", at: 2, message: { id: "m", type: "text", text } });
const listen = always(
  "listen",
  () => ({ wait: { for: ["message"] } }),
  () => ({ exit: "next" }),
);
const run = (nodeType: NodeType) => step(compile(circle(nodeType.type), types(nodeType)), initialState(), started);

describe("a node type that misbehaves fails its execution, not the engine", () => {
  const circular: Context = {};
  circular.self = circular;

  test.each<[string, NodeType, string]>([
    [
      "throws",
      always("x", () => {
        throw new Error("broken");
      }),
      'In "Node 0": broken',
    ],
    [
      "throws what is not an error",
      always("x", () => {
        throw "words";
      }),
      'In "Node 0": words',
    ],
    ["fails without a reason", always("x", () => ({ end: "failed" })), 'In "Node 0": it gave no reason'],
    [
      "leaves by an exit that must be handled",
      always("x", () => ({ exit: "error", unhandled: { code: "no_luck", params: {}, message: "no luck" } })),
      'In "Node 0": no luck',
    ],
    [
      "sets too much",
      always("x", () => ({ exit: "next", set: { x: Array<number>(CONTEXT_LIMIT / 4).fill(1) } })),
      'In "Node 0": the context would grow beyond 256 KB',
    ],
  ])("%s", (_, nodeType, reason) => {
    const { state, visits } = run(nodeType);
    expect(state).toMatchObject({ status: "failed", nodeId: "n0", waitingFor: null, reason, context: {} });
    expect(visits).toMatchObject([{ outcome: "failed", exit: null, note: reason }]);
  });

  test.each([false, true])("fails without a way, and the contact has heard of it (%s): the flow's words are said once", (isTold) => {
    const unhandled = { code: "no_luck", params: {}, message: "no luck" };
    const failing = always("x", () => ({ exit: "error", unhandled, ...(isTold ? { told: true as const } : {}) }));
    const flow = compile({ ...circle("x"), settings: { failure_message: "Desculpe." } }, types(failing));
    const { effects } = step(flow, initialState(), started);
    expect(effects.map(({ type }) => type)).toEqual(isTold ? [] : ["send_message"]);
  });

  test("sets what is not JSON: only the JSON of it is kept", () => {
    const odd = { f: () => 1, d: Number.NaN, u: undefined, circular, ok: [1, { a: "b" }] } as unknown as Context;
    const { state } = run(always("x", () => ({ end: "completed", set: odd })));
    expect(state.context).toMatchObject({ f: null, d: null, ok: [1, { a: "b" }] });
    expect(Object.keys(state.context)).not.toContain("u");
    expect(() => JSON.stringify(state)).not.toThrow();
  });

  test("sets keys that reach a prototype: they are left out, at any depth", () => {
    const evil = JSON.parse('{"__proto__":{"a":1},"b":{"constructor":1,"c":[{"prototype":1,"d":2}]}}') as Context;
    const { state } = run(always("x", () => ({ end: "completed", set: evil })));
    expect(JSON.stringify(state.context)).toBe('{"b":{"c":[{"d":2}]}}');
  });

  test("waits, and can not be resumed: it goes back to where it listened", () => {
    const mute = always("x", () => ({ wait: { for: ["message"] } }));
    const flow = compile(circle("x"), types(mute));
    const { state, visits } = step(flow, step(flow, initialState(), started).state, said());
    expect(state).toMatchObject({ status: "waiting", nodeId: "n0", reason: null });
    expect(visits).toMatchObject([
      { outcome: "failed", note: 'In "Node 0": it can not take up again what it waited for' },
      { outcome: "waits" },
    ]);
  });
});

test("100 visits without waiting are allowed, one more stops the execution", () => {
  const pass = always("pass", () => ({ exit: "next" }));
  const flow = (passes: number) => compile(circle("listen", ...Array.from({ length: passes }, () => "pass")), types(listen, pass));
  const talk = (passes: number) => step(flow(passes), step(flow(passes), initialState(), started).state, said());
  expect(talk(98).state.status).toBe("waiting");
  expect(talk(98).visits).toHaveLength(100);
  expect(talk(99).state).toMatchObject({ status: "failed", reason: "stopped: limit of 100 visits without waiting" });
});

test("a flow that talks only to itself is stopped after 1,000 visits; a contact who keeps answering never is", () => {
  const pause = always(
    "pause",
    () => ({ wait: { for: ["timer"] } }),
    () => ({ exit: "next" }),
  );
  const alone = compile(circle("pause"), types(pause));
  let state = step(alone, initialState(), started).state;
  const tick = () => step(alone, state, { type: "timer_fired", at: 2, token: state.waitingFor?.token ?? "" }).state;
  while (state.visitCount < 999) state = tick();
  expect(state.status).toBe("scheduled");
  expect(tick()).toMatchObject({ status: "failed", reason: "stopped: limit of 1000 visits since the contact's last message" });

  const flow = compile(circle("listen"), types(listen));
  state = step(flow, initialState(), started).state;
  while (state.visitCount < 3000) ({ state } = step(flow, state, said()));
  expect(state.status).toBe("waiting");
});

test("an execution that is moved to a version without its node fails with a reason", () => {
  const waiting = step(compile(circle("listen"), types(listen)), initialState(), started).state;
  const { state } = step(compile({ nodes: [], transitions: [], start: null }, types()), waiting, said());
  expect(state).toMatchObject({ status: "failed", reason: 'In "n0": this version of the flow has no such node' });
});

test("what an event brings is told by the first visit alone", () => {
  const flow = compile(
    circle("pass", "listen"),
    types(
      listen,
      always("pass", () => ({ exit: "next", set: { passed: true } })),
    ),
  );
  const { visits } = step(flow, initialState(), { ...started, context: { name: "Ana" } });
  expect(visits.map(({ changes }) => changes)).toEqual([{ name: "Ana", passed: true }, {}]);
});

test("of two nodes with one id the first runs", () => {
  const graph = circle("listen", "gone");
  const twins = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, id: "n0" })) };
  expect(step(compile(twins, types(listen)), initialState(), started).state.status).toBe("waiting");
});

test("a node's effects stand when the way on from it can not be found", () => {
  const speak = always("speak", () => ({ exit: "next", effects: [{ type: "schedule_timer", token: "x", dueAt: 1 }] }));
  const graph = circle("speak");
  const broken = { ...graph, transitions: graph.transitions.map((transition) => ({ ...transition, condition: "1 +" })) };
  const { state, effects } = step(compile(broken, types(speak)), initialState(), started);
  expect(state.status).toBe("failed");
  expect(state.reason).toContain('In "Node 0": condition 1 ("1 +")');
  expect(effects).toHaveLength(1);
});

test.each<[string, Context, (string | null)[], Visit["conditions"], string | null]>([
  [
    "up to the one that held",
    { n: 2 },
    ["n == 1", "n == 2", "n == 3"],
    [
      { transitionId: "t0", value: false },
      { transitionId: "t1", value: true },
    ],
    "t1",
  ],
  ["all of them, and then the one without", { n: 9 }, ["n == 1", null], [{ transitionId: "t0", value: false }], "t1"],
  ["all of them, and none held", { n: 9 }, ["n == 1"], [{ transitionId: "t0", value: false }], null],
  [
    "up to the one that could not be evaluated",
    { n: "dez" },
    ["n == 1", "n - 2 > 5", "n == 3"],
    [
      { transitionId: "t0", value: false },
      { transitionId: "t1", value: null },
    ],
    null,
  ],
  ["none where there is none to try", {}, [null], undefined, "t0"],
])("a visit tells the conditions it tried: %s", (_, context, conditions, tried, taken) => {
  const pass = always("pass", () => ({ exit: "next" }));
  const [from, to] = circle("pass", "listen").nodes;
  const graph: FlowGraph = {
    nodes: [from, to].flatMap((node) => node ?? []),
    transitions: conditions.map((condition, index) => ({ id: `t${index}`, from: "n0", to: "n1", exit: "next", condition })),
    start: "n0",
  };
  const [visit] = step(compile(graph, types(pass, listen)), initialState(), { ...started, context }).visits;
  expect(visit?.conditions).toEqual(tried);
  expect(visit?.transitionId).toBe(taken);
});

describe("what is accepted when", () => {
  const at = (status: ExecutionState["status"], ...waits: WaitName[]): ExecutionState => ({
    ...initialState(),
    status,
    nodeId: "n0",
    visitCount: 1,
    waitingFor: waits[0] ? { for: [waits[0], ...waits.slice(1)], kind: waits[0], token: "v1" } : null,
  });
  const timer: Event = { type: "timer_fired", at: 1, token: "v1" };
  const answer: Event = { type: "ai_completed", at: 1, token: "v1", result: { ok: false, error: "e", code: "c" } };
  const stale = (event: Event): Event => ({ ...event, token: "v0" }) as Event;

  test.each<[string, ExecutionState, Event[]]>([
    ["fresh", initialState(), [started]],
    ["waiting", at("waiting", "message"), [said()]],
    ["waiting, for some time", at("waiting", "message", "timer"), [said(), timer]],
    ["running, and listening", at("running", "ai", "message"), [said(), answer]],
    ["as a release before wrote it", { ...at("running"), waitingFor: { kind: "ai", token: "v1" } }, [answer]],
    ["scheduled", at("scheduled", "timer"), [timer]],
    ["running", at("running", "ai"), [answer]],
    ["handoff", at("handoff", "message"), []],
    ["completed", at("completed"), []],
    ["failed", at("failed"), []],
    ["cancelled", at("cancelled", "message"), []],
    ["expired", at("expired", "timer"), []],
  ])("%s", (_, state, accepted) => {
    const events = [started, said(), timer, answer, stale(timer), stale(answer)];
    expect(events.filter((event) => canConsume(state, event))).toEqual(accepted);

    const answers = events.filter(({ type }) => type === "timer_fired" || type === "ai_completed");
    const obsolete = state.status === "handoff" ? [] : answers.filter((event) => !accepted.includes(event));
    expect(events.filter((event) => isStale(state, event))).toEqual(obsolete);

    const flow = compile(circle("listen"), types(listen));
    for (const event of events.filter((one) => !canConsume(state, one))) {
      expect(step(flow, state, event)).toEqual({ state, effects: [], visits: [] });
    }
  });
});

test("all texts and conditions of a step have one budget for their work together, each step its own", () => {
  const costly = "{% for a in (1..60) %}{% for b in (1..60) %}{{ a }}{% endfor %}{% endfor %}";
  const say = always("say", () => {
    render(costly, {});
    return { exit: "next" };
  });
  const chain = circle("listen", ...Array.from({ length: 60 }, () => "say"));
  const flow = compile(chain, types(listen, say));
  let state = step(flow, initialState(), started).state;
  const failed = step(flow, state, said()).visits.find(({ outcome }) => outcome === "failed");
  expect(failed?.note).toMatch(/too much work/);
  expect(failed?.seq).toBeGreaterThan(5);
  expect(() => render(costly, {})).not.toThrow();
  const short = compile(circle("listen", "say"), types(listen, say));
  state = step(short, initialState(), started).state;
  for (let turn = 0; turn < 60; turn++) ({ state } = step(short, state, said()));
  expect(state.status).toBe("waiting");
});
