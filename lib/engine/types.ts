import type { CallEventName, CallName, CallWait } from "./calls.ts";
import type { ExecutionStatus } from "./status.ts";
import type { Problem } from "./problem/problem.ts";
import type { StartedBy, Trigger } from "./trigger-types.ts";

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
  /** The node right under which its card stands; absent where it stands alone. The engine never looks at it. */
  docked_to?: string | undefined;
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
  /**
   * What the end means: a message that comes after it begins the channel's flow (`restart`, unless told), begins nothing for
   * `quiet_seconds` (600 unless told), or begins nothing at all but by a trigger.
   */
  after_end?: { mode: "restart" | "quiet" | "triggers"; quiet_seconds?: number | undefined } | undefined;
  /**
   * An execution that waits so long for its contact, without anything from them, ends as `expired`; never unless told. `idle_message`, a
   * template, is said then, while the contact's 24 hours last.
   */
  idle_seconds?: number | undefined;
  idle_message?: string | undefined;
  /**
   * What a tap on a question before the one at hand does: the present one is asked again (`repeat`, unless told), nothing (`ignore`), or
   * the conversation goes back to that question with the tap for its answer (`go_back`), as far as it still knows it.
   */
  stale?: StaleRule | undefined;
  /** A message that is one of these words ends the execution, whatever it waits for. `message`: a template, said then. */
  leave?: { words: string[]; message?: string | undefined } | undefined;
  /** Whether the first message after one of the contact's quotes it; as each node says unless told. */
  quote?: boolean | undefined;
  /** Whether texts that would leave one right after the other leave as one message; not unless told. */
  join_messages?: boolean | undefined;
  /** When what the contact wrote is marked as read, and whether they see that an answer is being written; the channel's unless told. */
  mark_read?: MarkRead | undefined;
  typing?: boolean | undefined;
  /** Voice notes are understood as what they say, where a question expects words. */
  transcribe_voice?: boolean | undefined;
}

/** `received`: as soon as it is there. `answered`: once something is sent to the contact. */
export const MARK_READ = ["never", "received", "answered"] as const;
export type MarkRead = (typeof MARK_READ)[number];

export const STALE_RULES = ["repeat", "ignore", "go_back"] as const;
type StaleRule = (typeof STALE_RULES)[number];

export type FlowLanguage = "pt-BR" | "en";

/**
 * The addresses at which another system calls an execution back: one for each node that waits for a call. Each is made of the execution's
 * key, which nobody outside knows, so that none of them can be guessed, not even by who knows another one.
 */
export interface CallbackAddresses {
  /** What stands before the token: `https://siga.example/callback/`. */
  base: string;
  /** The version whose nodes are meant, where it is not the execution's own. */
  version?: number;
  /** The execution, as the first part of its nonce has it. */
  execution: string;
  key: string;
}

/** A flow's language and time zone, where it names them, and the moment of the event (milliseconds since 1970). */
export interface FlowLocale {
  language?: FlowLanguage;
  timeZone?: string;
  now: number;
  /** What `callback_url` makes addresses of; absent where nobody can be called back. */
  callbacks?: CallbackAddresses;
}

export interface FlowGraph {
  nodes: FlowNode[];
  transitions: Transition[];
  /** Id of the node that runs first. */
  start: string | null;
  /** Absent where there are none. */
  notes?: FlowNote[] | undefined;
  settings?: FlowSettings | undefined;
  /** What begins the flow beside its channels; absent where nothing does. */
  triggers?: Trigger[] | undefined;
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
  /**
   * `answers: false`: it cannot be read, or nothing is in it. Where nothing is open it begins a flow; nobody's question takes it.
   * `only_triggers`: no channel's flow begins with it either, unless a trigger says so (a missed call).
   */
  | { type: "message_received"; at: number; message: IncomingMessage; answers?: false; only_triggers?: true }
  | { type: "timer_fired"; at: number; token: string }
  | CallEvent
  | MessageSettled
  /**
   * Another system has called the address of this node (of one in another flow's frame: with its version before it, `addressName`). One
   * that comes before the node waits for it is kept until then.
   */
  | { type: "callback_received"; at: number; node_id: string; body: Json }
  /** Somebody had a failed execution go on: it enters the node that failed once more. */
  | { type: "execution_retried"; at: number };

/** As a flow takes it. `contact`: who they are by now, where that is not what the context says: an edit in the console is seen. */
export type TakenEvent = Event & { contact?: Context };

/** What came of a call (see `calls.ts`); its effect's own file says what a result holds. */
type CallEvent = { type: CallEventName; at: number; token: string; result: Context };

/** What became of a message whose visit waits for it: said once, when Meta has answered. */
type MessageSettled = { type: "message_settled"; at: number; token: string; outcome: SendOutcome };

/** `unknown`: no answer came, so it may have left or not. */
export const SEND_OUTCOMES = ["accepted", "unknown", "refused", "window_closed"] as const;
export type SendOutcome = (typeof SEND_OUTCOMES)[number];

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

/**
 * `wakes`: the token of the visit that waits for Meta's answer to it; absent where none does. Not called `token`, because it is sent
 * whatever becomes of that visit. `quotes`: the id of the contact's message that it is shown to answer.
 */
type SendEffect = { type: "send_message"; message: OutgoingMessage; wakes?: string; quotes?: string };

/** What is changed of a contact; what is left out stays. A field that is null is taken away. */
export interface ContactChanges {
  name?: string;
  language?: string;
  fields?: Context;
  labels_on?: string[];
  labels_off?: string[];
  consent?: "opted_in" | "opted_out";
}

export type Effect =
  SendEffect | { type: "schedule_timer"; token: string; dueAt: number } | { type: "update_contact"; changes: ContactChanges } | CallEffect;

/** Names of what may wake a waiting node. `child`: the end of the flow that it has begun, of which no event from outside tells. */
export type WaitName = "message" | "timer" | "send" | "callback" | "child" | CallWait;

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

/** A question that waited for the contact, as it did then. */
export interface AskedQuestion {
  token: string;
  nodeId: string;
  /** Absent where it is not gone back to. */
  data?: Context;
}

/** When each effect that is limited was decided, in milliseconds since 1970. */
export type Quiet = { [effect: string]: number[] };

export interface FlowReference {
  flowId: number;
  flowVersionId: number;
}

/** `began`: the number of the first visit in the frame, which tells it from every other of the execution. */
export interface FrameFlow extends FlowReference {
  began: number;
}

/** Where an execution is in one flow, with that flow's own context. */
export interface Frame {
  /** The flow, and its version from the moment on in which it was begun; absent: the execution's own. */
  flow?: FrameFlow;
  nodeId: string | null;
  context: Context;
  waitingFor: WaitingFor | null;
  /**
   * The newest entry of the mailbox when the latest question was stored (`earlier.ts`); absent where none was since the contact was
   * last heard.
   */
  askedAfter?: number;
  /** The node that last waited for a message; absent before the first. */
  listenedAt?: string;
}

/** The frame that acts, and what is the whole execution's. */
export interface ExecutionState extends Frame {
  status: ExecutionStatus;
  /** The frames under it, the outermost first: those that called it, and those that it has interrupted (`frames.ts`). Absent: none. */
  below?: Frame[];
  /** What its own flow had in its context when it was left for another one for good; absent as long as it was not. */
  left?: Context;
  /** Sets its tokens apart from those of the contact's other executions; absent in one of a release before. */
  nonce?: string;
  /** What nobody outside knows, of which `CallbackAddresses` are made; absent where no node of its flow waits for a call. */
  callbackKey?: string;
  /** How many HTTP requests of flows stand behind it, each of which has started the next one's flow through the API; absent for none. */
  hops?: number;
  /** Visits so far; numbers the log and makes tokens unique. */
  visitCount: number;
  /** Visits since the contact last said something: a flow that only talks to itself is stopped, a long conversation is not. */
  visitsSinceMessage: number;
  /** What was done since then, as far as it is counted (`quiet-limits.ts`); absent for nothing. */
  quiet?: Quiet;
  /** When the contact was last heard, milliseconds since 1970; absent before, and in an execution that the release before has begun. */
  heardAt?: number;
  /** Whether a node has failed since the contact was last heard, so that the conversation went back to where it listened. */
  fellBack?: true;
  /** When it ends as `expired` unless the contact is heard, by the timer of this token; absent where its flow never lets that happen. */
  idle?: { token: string; dueAt: number };
  /** Milliseconds that are left of that, while it waits for something else than its contact, who has said nothing since. */
  idleLeft?: number;
  /** The latest questions, the newest last; kept where the flow's rule for stale taps asks which there were. */
  asked?: AskedQuestion[];
  /** The contact's message that was quoted last because the flow's settings say so. */
  quoted?: string;
  /** The execution for which this one, of the channel's rescue flow, has begun; absent in any other. */
  rescues?: number;
  /** Whether one has begun for this: there is no second. */
  rescued?: true;
  /** Why it ended, in words for the author; null while it goes on or when it simply completed. */
  reason: string | null;
  /** The reason for an interface that says it in another language; absent where there is none. */
  problem?: Problem;
}

/** A condition on the way out of a node. `value`: whether it held; null where it could not be evaluated, which fails the visit. */
export interface TriedCondition {
  transitionId: string;
  value: boolean | null;
}

export interface Visit {
  /** 1, 2, 3 ... within the execution. */
  seq: number;
  /** In which frame it happened; absent: in the one with which the execution began. */
  flow?: FrameFlow;
  nodeId: string;
  nodeType: string;
  /** The event that made the node act. */
  event: Event["type"];
  at: number;
  /** The exit taken; null when the node waits, ends or fails. With outcome `ended`: an exit that leads nowhere. */
  exit: string | null;
  /** The transition taken from that exit. */
  transitionId: string | null;
  /** The conditions tried at that exit, in order, up to the one that decided; absent where there was none to try. */
  conditions?: TriedCondition[];
  /** `failed`: the execution ends, or goes back to where it last listened. `began`: another flow, in which the next visit is. */
  outcome: "left" | "waits" | "began" | "ended" | "failed";
  /** The context keys of its frame that this visit set, with their new values. */
  changes: Context;
  /** What it decided to do; the step's effects are those of its visits, in order. */
  effects: Effect[];
  /** In words for the author: why it failed, that an AI answer was simulated. */
  note: string | null;
  /** Of the first visit in a flow that has come on top of what the execution waited for: why that began. */
  startedBy?: StartedBy;
}

export interface Step {
  state: ExecutionState;
  effects: Effect[];
  visits: Visit[];
}
