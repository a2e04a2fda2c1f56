import { createStore, type StoreApi } from "zustand/vanilla";
import { knownAround } from "#components/api/around.ts";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import type { CallName } from "#lib/engine/calls.ts";
import type { CompiledFlow } from "#lib/engine/compile.ts";
import type { FlowGraph, Json } from "#lib/engine/types.ts";
import { type Around, prepareFlow } from "#lib/flow-tests/run.ts";
import { SAMPLE_PROFILE } from "#lib/simulator/sample-profile.ts";
import { current, goTo, newSession, proceed, repeat, type Session } from "#lib/simulator/session.ts";
import type { Action, Profile, SimulatedChannel } from "#lib/simulator/types.ts";
import type { Fork } from "./fork.ts";

export interface SimulatorState {
  session: Session;
  /** The draft as the conversation shown was made with it; null before the first action. */
  madeWith: string | null;
  profile: Profile;
  /** Where the flow answers; undefined: on no channel. */
  channel: SimulatedChannel | undefined;
  /** The calls that are made for real, by themselves; others are answered by the person, each time. */
  realCalls: readonly CallName[];
  /** What the card of a call begins with when its node calls again, by node. */
  kept: Readonly<Record<string, Json>>;
  /** Waits of a few seconds pass by themselves. */
  skipShortWaits: boolean;
  /** The draft here, the published version on the server, or the tests. */
  view: "draft" | "pipeline" | "tests";
  bubbleId: string | null;
  /** What the composer holds. */
  written: string;
  /** Null until they have been loaded. */
  tests: readonly FlowTestResponse[] | null;
}

export interface Simulator {
  store: StoreApi<SimulatorState>;
  dispatch(graph: FlowGraph, action: Action): void;
  restart(): void;
  /** The channel of the conversations from now on; undefined: none. */
  answerOn(channel: SimulatedChannel | undefined): void;
  goTo(moment: number): void;
  /** The same conversation on the draft as it is now. */
  repeat(graph: FlowGraph): void;
  /** The same conversation as another person; kept for the conversations after it. */
  switchContact(graph: FlowGraph, profile: Profile): void;
  fork(graph: FlowGraph, fork: Fork): void;
  /** Shows a conversation that was made elsewhere, such as a flow test's. */
  show(graph: FlowGraph, session: Session): void;
  set(state: Partial<SimulatorState>): void;
}

let last: { graph: FlowGraph; around: Around; flow: CompiledFlow; print: string } | null = null;

/** The draft ready to run, and what tells it from another that runs otherwise; kept for the draft asked for last. */
export function prepare(graph: FlowGraph): { flow: CompiledFlow; print: string } {
  const around = knownAround();
  if (last?.graph !== graph || last.around !== around) {
    const nodes = graph.nodes.map(({ id, name, node_type, config }) => [id, name, node_type, config]);
    last = {
      graph,
      around,
      flow: prepareFlow(graph, around),
      print: JSON.stringify([nodes, graph.transitions, graph.start, graph.settings]),
    };
  }
  return last;
}

/** The state of one flow's simulator. `now` in milliseconds since 1970, for tests. */
export function createSimulator(now: () => number = Date.now): Simulator {
  /** The clock begins on a whole minute, so that it reads well. */
  const begin = (profile: Profile, channel?: SimulatedChannel) => newSession(profile, Math.floor(now() / 60_000) * 60_000, channel);
  const store = createStore<SimulatorState>(() => ({
    session: begin(SAMPLE_PROFILE),
    madeWith: null,
    profile: SAMPLE_PROFILE,
    channel: undefined,
    realCalls: [],
    kept: {},
    skipShortWaits: true,
    view: "draft",
    bubbleId: null,
    written: "",
    tests: null,
  }));
  const put = (session: Session, madeWith: string | null) => store.setState({ session, madeWith, bubbleId: null });

  return {
    store,
    dispatch(graph, action) {
      const { flow, print } = prepare(graph);
      const { session } = store.getState();
      const next = proceed(session, flow, action);
      if (next !== session) put(next, print);
    },
    restart() {
      const { profile, channel } = store.getState();
      put(begin(profile, channel), null);
    },
    answerOn(channel) {
      const { session, profile } = store.getState();
      store.setState({ channel });
      // What is under way goes on as it began.
      if (session.moments.length === 1) put(begin(profile, channel), null);
    },
    goTo(moment) {
      const { session, madeWith } = store.getState();
      put(goTo(session, moment), madeWith);
    },
    repeat(graph) {
      const { flow, print } = prepare(graph);
      put(repeat(store.getState().session, flow), print);
    },
    switchContact(graph, profile) {
      const { flow, print } = prepare(graph);
      const { session, madeWith } = store.getState();
      const [first, ...later] = session.moments;
      const other: Session = { ...session, moments: [{ ...first, device: { ...first.device, profile } }, ...later] };
      store.setState({ profile });
      put(repeat(other, flow), madeWith === null ? null : print);
    },
    fork(graph, { node, context, at }) {
      const { flow, print } = prepare(graph);
      const { contact, ...rest } = context;
      const profile = profileOf(contact) ?? store.getState().profile;
      store.setState({ profile, view: "draft" });
      put(proceed(newSession(profile, at, store.getState().channel), flow, { type: "start", context: rest, node }), print);
    },
    show(graph, session) {
      store.setState({ view: "draft", profile: current(session).profile });
      put(session, prepare(graph).print);
    },
    set: (state) => store.setState(state),
  };
}

function profileOf(contact: unknown): Profile | null {
  if (typeof contact !== "object" || contact === null) return null;
  const { name, phone } = contact as { name?: unknown; phone?: unknown };
  return { name: typeof name === "string" ? name : "", phone: typeof phone === "string" || phone === null ? phone : SAMPLE_PROFILE.phone };
}

const simulators = new Map<number, Simulator>();

/** The simulator of a flow on this page: its conversation is still there when the panel is opened again. */
export function simulatorOf(flowId: number): Simulator {
  const known = simulators.get(flowId);
  if (known) return known;
  const made = createSimulator();
  simulators.set(flowId, made);
  return made;
}
