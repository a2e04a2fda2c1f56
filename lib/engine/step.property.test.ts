import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { initialState } from "./can-consume.ts";
import { compile, withFlows } from "./compile.ts";
import { MAX_FRAMES_BELOW } from "./frames.ts";
import { MAX_VISITS_SINCE_MESSAGE, MAX_VISITS_WITHOUT_WAITING, step } from "./step.ts";
import { runAlone, stored } from "./test-support/run-alone.ts";
import type { Context, Event, ExecutionState, FlowGraph, FlowNode, Transition } from "./types.ts";
import { validate } from "./validate/validate.ts";

const IDS = ["a", "b", "c", "d", "e"];
const EXITS = ["next", "error", "nowhere"];
const CONDITIONS = [
  null,
  "",
  "true",
  "last_message == 1",
  "x > 2 and not y",
  "== broken",
  "x in last_message",
  "1 / 0",
  "message.data.deep.er",
  "x.__proto__",
];
const TEXTS = [
  "",
  "Hello",
  "{x} {{ y }}",
  "{{ broken ",
  "{{ x | nosuchfilter }}",
  "{a.b.c}",
  "😀 {last_message}",
  "{{ last_message | upcase }}",
];
const KEYS = [null, "", "x", "y", "last_message", "message", "__proto__", "a b"];

const anyKey = fc.constantFrom(...KEYS);
const anyText = fc.constantFrom(...TEXTS);
const anyContext = fc.dictionary(fc.oneof(anyKey.map(String), fc.string()), fc.jsonValue(), { maxKeys: 4 }) as fc.Arbitrary<Context>;

const anyNode = (id: string): fc.Arbitrary<FlowNode> =>
  fc.record({
    id: fc.constant(id),
    name: fc.string(),
    node_type: fc.constantFrom(...nodeTypes.keys(), "no_such_type"),
    config: fc.oneof(
      { weight: 9, arbitrary: fc.record({ message: anyText, delay_seconds: fc.constantFrom(0, 0, 1, "2", null) }) },
      { weight: 4, arbitrary: fc.record({ context_key: anyKey }) },
      {
        weight: 4,
        arbitrary: fc.record({
          prompt_template: anyText,
          history_context_key: anyKey,
          send_response: fc.boolean(),
          response_template: anyText,
          store_full_response: fc.boolean(),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ flow_id: fc.constantFrom(7, 7, 7, 8), mode: fc.constantFrom("return", "go"), context: fc.constant([]) }),
      },
      { weight: 1, arbitrary: anyContext },
    ) as fc.Arbitrary<Context>,
    position: fc.constant({ x: 0, y: 0 }),
  });

const anyTransition: fc.Arbitrary<Transition> = fc.record({
  id: fc.string(),
  from: fc.constantFrom(...IDS),
  to: fc.constantFrom(...IDS, "gone"),
  exit: fc.oneof({ weight: 8, arbitrary: fc.constant("next") }, { weight: 2, arbitrary: fc.constantFrom(...EXITS) }),
  condition: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...CONDITIONS) }),
});

const anyGraph: fc.Arbitrary<FlowGraph> = fc.record({
  nodes: fc.tuple(...IDS.map(anyNode)),
  transitions: fc.array(anyTransition, { minLength: 3, maxLength: 14 }),
  start: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...IDS) }, { weight: 1, arbitrary: fc.constantFrom(null, "gone") }),
});

/** The flow 7 is this other one, which may begin itself; there is no other. */
const within = (graph: FlowGraph, other: FlowGraph) => {
  const published = compile(other, nodeTypes);
  return withFlows(compile(graph, nodeTypes), { published: (id) => (id === 7 ? 70 : null), version: () => published });
};

const anyMessage = fc.record({
  id: fc.string(),
  type: fc.constantFrom("text", "image", "unsupported"),
  text: fc.oneof(anyText, fc.constantFrom("1", "x", "__proto__"), fc.string()),
  data: anyContext,
});

const anyResult: fc.Arbitrary<Context> = fc.oneof(
  fc.record({
    ok: fc.constant(true as const),
    text: anyText,
    simulated: fc.boolean(),
    model: fc.string(),
    response: fc.jsonValue() as fc.Arbitrary<Context>,
  }),
  fc.record({ ok: fc.constant(false as const), error: fc.string(), code: fc.string() }),
);

/** "now" becomes the token of the visit that waits at that moment. */
const anyToken = fc.oneof({ weight: 4, arbitrary: fc.constant("now") }, { weight: 1, arbitrary: fc.constantFrom("v1", "v2", "v9", "") });
const at = fc.nat();

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constant("execution_started" as const), at, context: anyContext, message: anyMessage }),
  fc.record({ type: fc.constant("message_received" as const), at, message: anyMessage }),
  fc.record({ type: fc.constant("timer_fired" as const), at, token: anyToken }),
  fc.record({ type: fc.constant("ai_completed" as const), at, token: anyToken, result: anyResult }),
);

const anyHistory = fc
  .tuple(
    fc.record({ type: fc.constant("execution_started" as const), at, context: anyContext, message: anyMessage }),
    fc.array(anyEvent, { maxLength: 12 }),
  )
  .map(([first, rest]): Event[] => [first, ...rest]);

const withToken = (event: Event, state: ExecutionState): Event =>
  "token" in event && event.token === "now" ? { ...event, token: state.waitingFor?.token ?? "none" } : event;

test("step never throws, keeps everything JSON, and visits within bounds, for any flow and any events", () => {
  fc.assert(
    fc.property(anyGraph, anyGraph, anyHistory, (graph, other, history) => {
      const flow = within(graph, other);
      let state = initialState();
      for (const written of history) {
        const before = JSON.stringify(state);
        const event = withToken(written, state);
        const result = step(flow, state, event);
        expect(JSON.stringify(state)).toBe(before);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        expect(step(flow, JSON.parse(before) as ExecutionState, event)).toEqual(result);
        expect(result.visits.length).toBeLessThanOrEqual(MAX_VISITS_WITHOUT_WAITING + 1);
        expect(result.state.visitCount).toBe(state.visitCount + result.visits.length);
        expect(result.state.visitsSinceMessage).toBeLessThanOrEqual(MAX_VISITS_SINCE_MESSAGE + 1);
        expect(result.state.status === "failed").toBe(result.state.reason !== null);
        expect(["waiting", "scheduled", "running"].includes(result.state.status)).toBe(result.state.waitingFor !== null);
        expect(result.state.below?.length ?? 0).toBeLessThanOrEqual(MAX_FRAMES_BELOW);
        expect(Object.keys(result.state.context)).not.toContain("__proto__");
        state = result.state;
      }
    }),
    { numRuns: 400 },
  );
});

test("a mailbox that was stored whole ends in two parts where it ends in one", () => {
  const timeless = (event: Event): Event => ({ ...event, at: 1 });
  fc.assert(
    fc.property(anyGraph, anyGraph, anyHistory, fc.nat({ max: 12 }), (graph, other, history, cut) => {
      const flow = within(graph, other);
      const messages = stored(history.filter(({ type }) => type === "execution_started" || type === "message_received").map(timeless));
      const whole = runAlone(flow, initialState(), messages);
      const first = runAlone(flow, initialState(), messages.slice(0, cut), messages.length - 1);
      const left = messages.slice(0, cut).filter(({ id }) => !first.consumed.includes(id));
      const second = runAlone(flow, first.state, [...left, ...messages.slice(cut)]);
      expect(second.state).toEqual(whole.state);
      expect([...first.effects, ...second.effects]).toEqual(whole.effects);
    }),
    { numRuns: 200 },
  );
});

test("validate never throws, whatever the graph", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => void validate(graph, nodeTypes)),
    { numRuns: 300 },
  );
});
