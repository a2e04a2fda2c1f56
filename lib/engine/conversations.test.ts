import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { initialState } from "./can-consume.ts";
import type { Calendar } from "./calendar/types.ts";
import { compile, type Flows, withCalendars, withFlows } from "./compile.ts";
import { flowGraphSchema } from "./graph-schema.ts";
import { type Entry, type Ran, runAlone } from "./test-support/run-alone.ts";
import type { Event, ExecutionState, FlowGraph } from "./types.ts";
import { validate } from "./validate/validate.ts";

/** A golden conversation. */
interface Conversation {
  about: string;
  /** A graph, or the path of a file that holds one, from the repository's root. */
  flow: unknown;
  /** The organisation's. */
  calendars?: Calendar[];
  /** What is published of other flows, by their ids; a version's id is ten times its flow's. */
  flows?: { [flowId: string]: unknown };
  /** Codes of the issues of the flow, errors first. */
  issues: string[];
  events: Turn[];
}

/** One event put into the mailbox, and what stands after the mailbox was handed to the engine. */
interface Turn {
  event: Event;
  /** The parts of the state that this conversation is about; each is compared whole. */
  state: Partial<ExecutionState>;
  effects: Ran["effects"];
  /** Ways taken: `node` waits, `node -> exit` leaves, `node +` begins another flow, `node !` fails or ends. */
  path?: string[];
  /** Notes of the visits that have one. */
  notes?: string[];
  /** Types of the events that stay in the mailbox. */
  mailbox?: Event["type"][];
}

const folder = `${import.meta.dirname}/conversations`;
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

function loadGraph(flow: unknown): FlowGraph {
  return flowGraphSchema.parse(typeof flow === "string" ? read(`${import.meta.dirname}/../../${flow}`) : flow);
}

/** Every turn's result; `between` is what happens to the state and the mailbox from one event to the next. */
function converse(conversation: Conversation, between: <Value>(value: Value) => Value) {
  const graph = loadGraph(conversation.flow);
  const others = new Map(
    Object.entries(conversation.flows ?? {}).map(([id, other]) => [Number(id) * 10, compile(loadGraph(other), nodeTypes)]),
  );
  const flows: Flows = {
    published: (id) => (others.has(id * 10) ? id * 10 : null),
    version: (id) => others.get(id) ?? { start: null, nodes: new Map() },
  };
  let state = initialState();
  let mailbox: Entry[] = [];
  return conversation.events.map(({ event }, id) => {
    const flow = withFlows(withCalendars(compile(graph, nodeTypes), conversation.calendars ?? []), flows);
    mailbox = between([...mailbox, { id, event }]);
    const ran = runAlone(flow, between(state), mailbox);
    state = ran.state;
    mailbox = mailbox.filter((entry) => !ran.consumed.includes(entry.id));
    return { ...ran, mailbox: mailbox.map((entry) => entry.event.type) };
  });
}

describe.each(files)("%s", (file) => {
  const conversation = read(`${folder}/${file}`) as Conversation;
  const turns = converse(conversation, (value) => deepFreeze(throughJson(value)));

  test.each(conversation.events.map((turn, index) => ({ turn, index, type: turn.event.type })))("$index $type", ({ turn, index }) => {
    const result = turns[index];
    const state: Partial<ExecutionState> = Object.fromEntries(
      Object.entries(result?.state ?? {}).filter(([key]) => Object.hasOwn(turn.state, key)),
    );
    expect({ state, effects: result?.effects }).toEqual({ state: turn.state, effects: turn.effects });
    if (turn.path) expect(result?.visits.map(wayOf)).toEqual(turn.path);
    if (turn.notes) expect(result?.visits.flatMap(({ note }) => note ?? [])).toEqual(turn.notes);
    expect(result?.mailbox).toEqual(turn.mailbox ?? []);
  });

  test("has the issues it says", () => {
    const issues = validate(loadGraph(conversation.flow), nodeTypes);
    expect(issues.map(({ code }) => code)).toEqual(conversation.issues);
  });

  test("runs the same a second time, and without a restart between the events", () => {
    expect(converse(conversation, (value) => deepFreeze(throughJson(value)))).toEqual(turns);
    expect(converse(conversation, (value) => value)).toEqual(turns);
  });

  test("loses nothing when state, effects and visits become JSON", () => {
    expect(throughJson(turns)).toStrictEqual(turns);
  });

  test("the visits alone tell the context and are numbered without a gap", () => {
    const visits = turns.flatMap((turn) => turn.visits);
    expect(visits.map(({ seq }) => seq)).toEqual(visits.map((_, index) => index + 1));
    const state = turns.at(-1)?.state;
    const inFrame = visits.filter(({ flow }) => flow?.began === state?.flow?.began);
    const context = Object.assign({}, ...inFrame.map(({ changes }) => changes)) as unknown;
    expect(context).toEqual(state?.context);
  });
});

function wayOf({ nodeId, outcome, exit }: Ran["visits"][number]): string {
  if (outcome === "waits") return nodeId;
  if (outcome === "began") return `${nodeId} +`;
  return outcome === "left" ? `${nodeId} -> ${exit}` : `${nodeId} !`;
}
