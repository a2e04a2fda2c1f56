import { compile, type CompiledFlow } from "../engine/compile.ts";
import { EARLIER_KEY } from "../engine/earlier.ts";
import type { Context, FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { current, newSession, proceed, type Session } from "../simulator/session.ts";
import type { Device } from "../simulator/types.ts";
import { fromAction, toAction } from "./actions.ts";
import { compareMessages, type ContextDifference, type MessageLine, missingFrom } from "./differences.ts";
import type { Expectation, FlowTest, FlowTestAction } from "./schema.ts";

export type Difference =
  | { kind: "messages"; lines: MessageLine[] }
  | { kind: "node"; expected: string | null; actual: string | null }
  | { kind: "status"; expected: string; actual: string | null }
  | ({ kind: "context" } & ContextDifference)
  /** Nothing there to do it to: no timer runs, no such call waits. */
  | { kind: "impossible"; action: FlowTestAction["action"] };

export interface TurnResult {
  /** Empty: as expected. */
  differences: Difference[];
}

export interface FlowTestResult<Test extends FlowTest = FlowTest> {
  test: Test;
  passed: boolean;
  /** One a turn, in order. */
  turns: TurnResult[];
}

/** Runs tests against a graph, with the engine that the worker runs. Deterministic; in the browser as in Node. */
export function runFlowTests<Test extends FlowTest>(graph: FlowGraph, tests: readonly Test[]): FlowTestResult<Test>[] {
  const flow = compile(graph, nodeTypes);
  return tests.map((test) => runFlowTest(flow, test));
}

export function runFlowTest<Test extends FlowTest>(flow: CompiledFlow, test: Test): FlowTestResult<Test> {
  const turns = [...runTurns(flow, test)];
  return { test, passed: havePassed(turns), turns };
}

/** A turn at a time, for whoever has others to serve in between. */
export function* runTurns(flow: CompiledFlow, test: FlowTest): Generator<TurnResult> {
  let session = emptySession(test);
  for (const turn of test.turns) {
    const before = session;
    session = proceed(session, flow, toAction(turn.do));
    const isImpossible = session === before && turn.do.action !== "wait";
    yield {
      differences: isImpossible
        ? [{ kind: "impossible", action: turn.do.action }]
        : compare(turn.expect, current(before), current(session)),
    };
  }
}

export const havePassed = (turns: readonly TurnResult[]): boolean => turns.every(({ differences }) => differences.length === 0);

/** The test's conversation as it runs now, to look at or to go on with in the simulator. */
export function sessionOf(flow: CompiledFlow, test: FlowTest): Session {
  return test.turns.reduce((session, turn) => proceed(session, flow, toAction(turn.do)), emptySession(test));
}

function emptySession(test: FlowTest): Session {
  return newSession(test.contact, Date.parse(test.starts_at));
}

function compare(expected: Expectation, before: Device, after: Device): Difference[] {
  const differences: Difference[] = [];
  const state = after.execution?.state ?? null;
  if (expected.messages !== undefined) {
    const lines = compareMessages(expected.messages, messagesSent(before, after));
    if (lines.some(({ kind }) => kind !== "same")) differences.push({ kind: "messages", lines });
  }
  const node = state?.nodeId ?? null;
  if (expected.node !== undefined && expected.node !== node) differences.push({ kind: "node", expected: expected.node, actual: node });
  const status = state?.status ?? null;
  if (expected.status !== undefined && expected.status !== status)
    differences.push({ kind: "status", expected: expected.status, actual: status });
  if (expected.context !== undefined)
    differences.push(...missingFrom(state?.context ?? {}, expected.context).map((each) => ({ kind: "context" as const, ...each })));
  return differences;
}

/** The texts that the flow sent between two moments. */
function messagesSent(before: Device, after: Device): string[] {
  return after.bubbles.slice(before.bubbles.length).flatMap((bubble) => (bubble.from === "flow" ? [bubble.message.text] : []));
}

/** Keys that the engine itself keeps in every context. */
const OWN_KEYS = new Set(["contact", "message", "last_message", EARLIER_KEY]);

/**
 * The conversation at the simulator, up to the moment shown, as a test that expects just what happened: the messages and the
 * node of each turn, and at the end the status and what the flow has put into the context.
 */
export function recordTest(session: Session, name: string): FlowTest {
  const [first] = session.moments;
  const moments = session.moments.slice(1, session.at + 1);
  const turns = moments.flatMap(({ action, device }, index) => {
    if (action === null) return [];
    const before = session.moments[index]?.device ?? first.device;
    const state = device.execution?.state ?? null;
    const last = index === moments.length - 1 && state !== null ? { status: state.status, context: ownContext(state.context) } : {};
    return [{ do: fromAction(action), expect: { messages: messagesSent(before, device), node: state?.nodeId ?? null, ...last } }];
  });
  const { profile, clock } = first.device;
  return { name, contact: profile, starts_at: new Date(clock).toISOString(), turns };
}

/**
 * The conversation as a test of this flow, green when it is made: it is gone through once more with what a test keeps of each
 * action, because of a model's answer that is less than the model gave.
 */
export function recordAsTest({ moments, at }: Session, flow: CompiledFlow, name: string): FlowTest {
  const { profile, clock } = moments[0].device;
  const actions = moments.slice(1, at + 1).flatMap(({ action }) => (action === null ? [] : toAction(fromAction(action))));
  return recordTest(
    actions.reduce((session, action) => proceed(session, flow, action), newSession(profile, clock)),
    name,
  );
}

/** The test with what happens now as its expectations. */
export function updateExpectations<Test extends FlowTest>(flow: CompiledFlow, test: Test): Test {
  const { turns } = recordTest(sessionOf(flow, test), test.name);
  return { ...test, turns };
}

function ownContext(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => !OWN_KEYS.has(key)));
}
