import type { ExecutionStatus } from "../engine/status.ts";
import type { Problem } from "../engine/problem/problem.ts";
import type { CallName } from "../engine/calls.ts";
import type { StartedBy } from "../engine/trigger-types.ts";
import type { ConsentWords } from "../engine/consent.ts";
import type { Consent } from "../engine/contact-fields/types.ts";
import type { MailboxEntry } from "../engine/mailbox.ts";
import type {
  Context,
  ExecutionState,
  FlowReference,
  FrameFlow,
  IncomingMessage,
  Json,
  OutgoingMessage,
  SendOutcome,
  Visit,
} from "../engine/types.ts";

/** Who holds the phone: the flow reads it as `contact`. `phone` are digits without +; null: WhatsApp names them by an id only. */
export interface Profile {
  name: string;
  phone: string | null;
}

/** What the channel hears ahead of its flow, and what it begins where that fails. */
export interface SimulatedChannel {
  name: string;
  consentWords: ConsentWords;
  /** Null: nothing begins. */
  rescueFlowId: number | null;
}

/** One visit of one of the device's executions, which are numbered 1, 2, 3 ... */
export interface VisitRef {
  execution: number;
  seq: number;
  nodeId: string;
  /** The other flow in which it happened; absent: the one at the simulator. */
  flow?: FrameFlow;
}

/** One entry of the chat, in order. `at` is the device's clock, in milliseconds since 1970. */
export type Bubble = { id: string; at: number } &
  /** `consumedBy`: the visit that took it; null while it waits in the mailbox. */
  (
    | { from: "contact"; message: IncomingMessage; consumedBy: VisitRef | null }
    /**
     * `refused`: WhatsApp does not take it, because the contact's 24 hours are over, or because somebody had it say so;
     * `consent`: we do not send it.
     */
    | { from: "flow"; message: OutgoingMessage; visit: VisitRef; refused?: "window" | "consent" | "other"; quotes?: string }
    | { from: "device"; notice: Notice }
  );

/** What happened that nobody said. */
export type Notice =
  /** `node`: where it began, when not at the flow's start: the moment of another conversation that it goes on from. */
  | { type: "started"; execution: number; node?: string; trigger?: StartedBy["type"] }
  /** `unrescued`: why no rescue flow begins, where it failed and none does. */
  | {
      type: "ended";
      execution: number;
      status: ExecutionStatus;
      reason: string | null;
      problem?: Problem;
      unrescued?: "no_channel" | "no_rescue_flow";
    }
  /** A word of the channel's was said, and what it answers. */
  | { type: "consent"; said: Consent; replies: readonly string[] }
  /** Whoever has opted out is not begun with. */
  | { type: "start_refused" }
  | { type: "clock"; ms: number }
  | { type: "call_answered"; effect: CallName; nodeId: string; result: Context }
  | { type: "send_settled"; nodeId: string; outcome: SendOutcome };

interface DeviceVisit extends Visit {
  execution: number;
}

/** A message whose flow waits for what becomes of it. `mock`: what Meta says to it unless somebody says otherwise. */
export interface PendingSend {
  token: string;
  mock: SendOutcome;
}

interface DeviceTimer {
  token: string;
  dueAt: number;
  nodeId: string;
}

/** A call that waits for somebody to say what comes back. What request and result hold: `lib/effects/<effect>/effect.ts`. */
export interface PendingCall {
  effect: CallName;
  token: string;
  nodeId: string;
  request: Context;
}

/**
 * A phone with one conversation on it, at one moment: plain data that is never changed, so that a moment can be kept and
 * gone back to. Timers, calls and sends are those that the execution still waits for.
 */
export interface Device {
  clock: number;
  profile: Profile;
  /** What flows have learned of the person; absent for nothing. Later conversations begin with it. */
  known?: Context;
  /** Where the flow answers; absent: on no channel, so that there are neither words of consent nor a rescue flow. */
  channel?: SimulatedChannel;
  /** They have opted out, and written nothing since. */
  isSilenced?: boolean;
  /** The newest execution, open or ended; null before the first. `flow`: the channel's rescue flow, where it is of that. */
  execution: { number: number; state: ExecutionState; flow?: FlowReference } | null;
  mailbox: readonly MailboxEntry[];
  /** How many entries there ever were: the newest one's id. */
  entries: number;
  timers: readonly DeviceTimer[];
  calls: readonly PendingCall[];
  sends: readonly PendingSend[];
  bubbles: readonly Bubble[];
  visits: readonly DeviceVisit[];
}

/** What the person at the simulator does. */
export type Action =
  /** As `POST /flows/start` does: ends what is open. `node`: begins there instead of at the flow's start. */
  | { type: "start"; context: Context; node?: string }
  | { type: "say"; text: string; kind?: string; data?: Context }
  /**
   * Taps a choice in a message of the flow's, by its id without the token of the visit, else by its title. `back`: how many messages
   * with something to tap came after that one. `values`: what is filled in first, where the tap opens a form.
   */
  | { type: "tap"; choice: string; back?: number; values?: Context }
  | { type: "wait"; ms: number }
  | { type: "next_timer" }
  /** Another system calls the address of this node; once in an execution. */
  | { type: "call_back"; node: string; body: Json }
  /** Answers the oldest call of this effect; without a result by the effect's mock. */
  | { type: "answer_call"; effect: CallName; result?: Context }
  /** Meta answers the send that the flow waits for; without an outcome by its mock. */
  | { type: "settle_send"; outcome?: SendOutcome };
