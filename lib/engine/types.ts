import type { CallEventName, CallName, CallWait } from "./calls.ts";
import type { ExecutionStatus } from "./status.ts";
import type { Problem } from "./problem/problem.ts";

/**
 * The engine's vocabulary: plain JSON in, plain JSON out.
 *
 * flow        the graph as authors draw it and the API carries it (snake_case, see `FlowGraph`)
 * node        a vertex; its `node_type` names the code that runs it
 * exit        a named way out of a node; a transition leads from an exit to the next node
 * execution   one contact's run through a flow; `ExecutionState` is all of it that survives between events
 * event       what happened (past tense); effect: what is to be done (imperative)
 * visit       one passage through a node, kept in the execution log
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Context = { [key: string]: Json };

export interface FlowNode {
  id: string;
  name: string;
  node_type: string;
  config: { [key: string]: Json };
  position: { x: number; y: number };
}

export interface Transition {
  id: string;
  from: string;
  to: string;
  exit: string;
  /** Empty or null always holds. */
  condition: string | null;
}

/** A remark on the canvas, for other authors; the engine never looks at it. */
export interface FlowNote {
  id: string;
  text: string;
  position: { x: number; y: number };
  size?: { width: number; height: number } | undefined;
}

export interface FlowSettings {
  /** In which Siga says what the flow does not say itself; `FLOW_LANGUAGES`. */
  language?: FlowLanguage | undefined;
  /** An IANA zone, in which the flow tells the time; that of `DEFAULT_TIME_ZONE` unless told. */
  time_zone?: string | undefined;
  /** What the contact reads when a node fails and its author has drawn no way for that; a template. Absent or blank: nothing. */
  failure_message?: string | undefined;
}

export type FlowLanguage = "pt-BR" | "en";

/** A flow's language and time zone, where it names them, and the moment of the event (milliseconds since 1970). */
export interface FlowLocale {
  language?: FlowLanguage;
  timeZone?: string;
  now: number;
}

export interface FlowGraph {
  nodes: FlowNode[];
  transitions: Transition[];
  /** Id of the node that runs first. */
  start: string | null;
  /** Absent where there are none. */
  notes?: FlowNote[] | undefined;
  settings?: FlowSettings | undefined;
}

/** What a contact sent, reduced to what a flow can use; the same shape as `OutgoingMessage`. */
export interface IncomingMessage {
  /** WhatsApp's id (wamid), or any unique text in the simulator. */
  id: string;
  type: string;
  /** The words of it: body, caption, or the title of the choice; "" when there are none. */
  text: string;
  /** Type-specific rest (media id, coordinates, the choice's id). */
  data?: Context;
}

/** `at` is in milliseconds since 1970, and the only clock the engine knows. */
export type Event =
  | { type: "execution_started"; at: number; context?: Context; message?: IncomingMessage }
  /** `answers: false`: it can not be read, or nothing is in it. Where nothing is open it begins a flow; nobody's question takes it. */
  | { type: "message_received"; at: number; message: IncomingMessage; answers?: false }
  | { type: "timer_fired"; at: number; token: string }
  | CallEvent
  /** Somebody had a failed execution go on: it enters the node that failed once more. */
  | { type: "execution_retried"; at: number };

/** What came of a call (see `calls.ts`); its effect's own file says what a result holds. */
type CallEvent = { type: CallEventName; at: number; token: string; result: Context };

/** A message to be sent; the channel's number and the contact are the caller's business. */
export interface OutgoingMessage {
  /** Meta's name of the type; which there are is known to lib/whatsapp/outgoing, never to the engine. */
  type: string;
  /** What a person would read aloud. */
  text: string;
  /** The type's own, checked by its schema where it is sent. */
  data: Context;
}

/** Performed outside the commit; its result comes back as a `CallEvent` with the token. */
type CallEffect = { type: CallName; token: string; request: Context };

export type Effect =
  { type: "send_message"; message: OutgoingMessage } | { type: "schedule_timer"; token: string; dueAt: number } | CallEffect;

/** Names of what may wake a waiting node. */
export type WaitName = "message" | "timer" | CallWait;

/** What a node waits for. The first name is what it mainly rests on, and gives the status. */
export interface Wait {
  for: [WaitName, ...WaitName[]];
  /** The node's own notes between `enter` and `resume`. */
  data?: Context;
}

/**
 * What the execution rests on. `token` is unique to the visit, so a late or repeated result is recognised and ignored.
 * The release before wrote and reads only `kind`, the first of `for`: both are written, either is read (`waitsFor`). With
 * the next release `kind` goes.
 */
export interface WaitingFor extends Partial<Wait> {
  kind: WaitName;
  token: string;
}

/** When each effect that is limited was decided, in milliseconds since 1970. */
export type Quiet = { [effect: string]: number[] };

export interface ExecutionState {
  status: ExecutionStatus;
  nodeId: string | null;
  context: Context;
  waitingFor: WaitingFor | null;
  /** Sets its tokens apart from those of the contact's other executions; absent in one of a release before. */
  nonce?: string;
  /** How many HTTP requests of flows stand behind it, each of which has started the next one's flow through the API; absent for none. */
  hops?: number;
  /** Visits so far; numbers the log and makes tokens unique. */
  visitCount: number;
  /** Visits since the contact last said something: a flow that only talks to itself is stopped, a long conversation is not. */
  visitsSinceMessage: number;
  /** What was done since then, as far as it is counted (`quiet-limits.ts`); absent for nothing. */
  quiet?: Quiet;
  /**
   * The newest entry of the mailbox when the latest question was stored (`earlier.ts`); absent where none was since the contact was
   * last heard.
   */
  askedAfter?: number;
  /** The node that last waited for a message; absent before the first. */
  listenedAt?: string;
  /** Whether a node has failed since the contact was last heard, so that the conversation went back to where it listened. */
  fellBack?: true;
  /** Why it ended, in words for the author; null while it goes on or when it simply completed. */
  reason: string | null;
  /** The reason for an interface that says it in another language; absent where there is none. */
  problem?: Problem;
}

export interface Visit {
  /** 1, 2, 3 ... within the execution. */
  seq: number;
  nodeId: string;
  nodeType: string;
  /** The event that made the node act. */
  event: Event["type"];
  at: number;
  /** The exit taken; null when the node waits, ends or fails. With outcome `ended`: an exit that leads nowhere. */
  exit: string | null;
  /** The transition taken from that exit. */
  transitionId: string | null;
  /** `failed`: the execution ends, or goes back to where it last listened. */
  outcome: "left" | "waits" | "ended" | "failed";
  /** The context keys that this visit set, with their new values. */
  changes: Context;
  /** What it decided to do; the step's effects are those of its visits, in order. */
  effects: Effect[];
  /** In words for the author: why it failed, that an AI answer was simulated. */
  note: string | null;
}

export interface Step {
  state: ExecutionState;
  effects: Effect[];
  visits: Visit[];
}
