import type { Calendar } from "../engine/calendar/types.ts";
import type { ContactField } from "../engine/contact-fields/types.ts";
import { compile, type CompiledFlow, withCalendars, withContactFields, withFlows } from "../engine/compile.ts";
import { keptOf } from "../engine/context.ts";
import { compileOthers, type OtherFlow } from "../engine/other-flows.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { current, newSession, proceed, type Session } from "../simulator/session.ts";
import type { Device } from "../simulator/types.ts";
import { fromAction, toAction } from "./actions.ts";
import { compareMessages, type ContextDifference, type MessageLine, missingFrom } from "./differences.ts";
import type { Expectation, FlowTest, FlowTestAction } from "./schema.ts";

export type Difference =
  | { kind: "messages" | "refused"; lines: MessageLine[] }
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

/** What a flow goes by besides its graph. */
export interface Around {
  calendars?: readonly Calendar[];
  /** Those that have a type. */
  contactFields?: readonly ContactField[];
  /** The flows that it begins, as they are published. */
  others?: readonly OtherFlow[];
}

/**
 * Runs tests against a graph, with the engine that the worker runs. Deterministic; in the browser as in Node. `around`: calendars and
 * contact fields for tests that bring none.
 */
export function runFlowTests<Test extends FlowTest>(graph: FlowGraph, tests: readonly Test[], around: Around = {}): FlowTestResult<Test>[] {
  const flow = prepareFlow(graph, around);
  return tests.map((test) => runFlowTest(flow, test));
}

/** A graph ready to run, with what it goes by. */
export function prepareFlow(graph: FlowGraph, { calendars = [], contactFields = [], others = [] }: Around = {}): CompiledFlow {
  const flow = withFlows(compile(graph, nodeTypes), compileOthers(others, nodeTypes));
  return withContactFields(withCalendars(flow, calendars), contactFields);
}

export function runFlowTest<Test extends FlowTest>(flow: CompiledFlow, test: Test): FlowTestResult<Test> {
  const turns = [...runTurns(flow, test)];
  return { test, passed: havePassed(turns), turns };
}

/** A turn at a time, for whoever has others to serve in between. */
export function* runTurns(flow: CompiledFlow, test: FlowTest): Generator<TurnResult> {
  const going = withOwnData(flow, test);
  let session = emptySession(test);
  for (const turn of test.turns) {
    const before = session;
    session = proceed(session, going, toAction(turn.do));
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
  const going = withOwnData(flow, test);
  return test.turns.reduce((session, turn) => proceed(session, going, toAction(turn.do)), emptySession(test));
}

const withOwnData = (flow: CompiledFlow, { calendars, contact_fields: fields }: FlowTest): CompiledFlow =>
  withContactFields(withCalendars(flow, calendars ?? flow.calendars ?? []), fields ?? flow.contactFields ?? []);

function emptySession(test: FlowTest): Session {
  return newSession(test.contact, Date.parse(test.starts_at));
}

function compare(expected: Expectation, before: Device, after: Device): Difference[] {
  const differences: Difference[] = [];
  const state = after.execution?.state ?? null;
  const { arrived, refused } = messagesSent(before, after);
  const said = expected.refused === undefined ? sentTexts(before, after) : arrived;
  for (const [kind, wanted, actual] of [
    ["messages", expected.messages, said],
    ["refused", expected.refused, refused],
  ] as const) {
    const lines = wanted === undefined ? [] : compareMessages(wanted, actual);
    if (lines.some((line) => line.kind !== "same")) differences.push({ kind, lines });
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

const bubblesSent = (before: Device, after: Device) =>
  after.bubbles.slice(before.bubbles.length).flatMap((bubble) => (bubble.from === "flow" ? [bubble] : []));

/** The texts that the flow sent between two moments, as tests of before the 24 hours were kept know them: refused or not. */
const sentTexts = (before: Device, after: Device) => bubblesSent(before, after).map(({ message }) => message.text);

/** The same, told apart. */
function messagesSent(before: Device, after: Device): { arrived: string[]; refused: string[] } {
  const sent = bubblesSent(before, after);
  const texts = (isRefused: boolean) =>
    sent.filter((bubble) => (bubble.refused !== undefined) === isRefused).map(({ message }) => message.text);
  return { arrived: texts(false), refused: texts(true) };
}

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
    const last = index === moments.length - 1 && state !== null ? { status: state.status, context: keptOf(state.context) } : {};
    const { arrived, refused } = messagesSent(before, device);
    const messages = { messages: arrived, ...(arrived.length + refused.length > 0 && { refused }) };
    return [{ do: fromAction(action), expect: { ...messages, node: state?.nodeId ?? null, ...last } }];
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
  const test = recordTest(
    actions.reduce((session, action) => proceed(session, flow, action), newSession(profile, clock)),
    name,
  );
  // As they are now, so that other hours next month leave it green.
  return {
    ...test,
    ...(flow.calendars !== undefined && { calendars: [...flow.calendars] }),
    ...(flow.contactFields !== undefined && { contact_fields: [...flow.contactFields] }),
  };
}

/** The test with what happens now as its expectations. */
export function updateExpectations<Test extends FlowTest>(flow: CompiledFlow, test: Test): Test {
  const { turns } = recordTest(sessionOf(flow, test), test.name);
  return { ...test, turns };
}
