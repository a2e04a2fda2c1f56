import type { EndedExecution } from "./after-end.ts";
import type { CompiledFlow } from "./compile.ts";
import type { ConsentTurn, ConsentWords } from "./consent.ts";
import type { OnOpen, StartedBy } from "./trigger-types.ts";
import type { Triggers } from "./triggers/match.ts";
import type { Context, Effect, Event, ExecutionState, FlowReference, IncomingMessage, Visit } from "./types.ts";

/** What goes into a contact's turn (`run-mailbox.ts`), and what comes of it. */

/** One thing that happened to a contact. `event.at` is when the flow gets it, which may be long after it came. */
export interface MailboxEntry {
  id: number;
  /** The execution that it is meant for; null: whichever is open. */
  executionId: number | null;
  event: Event | StartRequest;
}

/** Somebody has this flow begin for the contact, under an id that was reserved for it. It ends what is open, unless told (`on_open`). */
export type StartRequest = Extract<Event, { type: "execution_started" }> & {
  execution_id: number;
  flow_id: number;
  flow_version_id: number;
  /** See `ExecutionState`. */
  hops?: number;
  on_open?: OnOpen;
  started_by?: StartedBy;
  rescues?: number;
};

export interface OpenExecution extends FlowReference {
  id: number;
  state: ExecutionState;
  /** The number that the database must still hold when the change is saved. */
  seq: number;
}

/** A contact with everything that its next steps depend on. */
export interface MailboxContact {
  /** What a flow reads as `contact`, whatever it read at the event before: an edit in the console is seen. */
  profile: Context;
  open: OpenExecution | null;
  /** Where nothing is open: the newest, if it came to its end; it may want silence for a while. */
  ended?: EndedExecution | null;
  /** Where nothing is open: the newest of all, for news of a message of its that come late. */
  latest?: { id: number; flowId: number; isRescue: boolean } | null;
  /** What begins where an execution fails, or a message of its cannot leave (`rescue.ts`); null: nothing does. */
  rescueVersion?: FlowReference | null;
  /** The newest entry of the whole mailbox, where that is more than one turn takes. */
  newestEntry?: number;
  /** What is heard ahead of every flow; absent for nothing. */
  consentWords?: ConsentWords;
  /** Whether they have opted out and written nothing since; absent for no. */
  isSilenced?: boolean;
  /** What the next message starts when nothing is open; null: nothing answers. */
  defaultVersion: FlowReference | null;
  /** The number that they write to, by Meta's id. */
  channel?: string;
  /** Meta's id of the first message that they ever wrote, where a trigger asks for it. */
  firstMessageId?: string | null;
  /** The flow whose triggers alone count for them, where it is being tried; absent: those of all flows. */
  onlyFlow?: number;
}

/** What an execution begins with. */
export interface Beginning {
  at: number;
  startedBy: StartedBy;
  context?: Context;
  message?: IncomingMessage;
  hops?: number;
  rescues?: number;
}

export interface MailboxTools {
  flow(flowVersionId: number): CompiledFlow;
  nextExecutionId(): number;
  /** What nobody can guess, so that the execution's tokens cannot be guessed either. Left out where nobody from outside answers. */
  newSecret?(): string;
  /** The key of which an execution's addresses for calls from outside are made; left out: nobody can be called back. */
  callbackKey?(executionId: number): string;
  /** What begins flows or interrupts them; absent: nothing but the channel's flow. */
  triggers?: Triggers;
}

/** The open execution, as all before has left it. */
export type Open = Omit<OpenExecution, "seq">;

/** What became of one execution in this turn. */
export interface ExecutionChange {
  execution: Omit<OpenExecution, "seq"> & {
    /** Null for an execution that is new. */
    seq: number | null;
    /** The state before; null for an execution that is new. */
    was: ExecutionState | null;
    /** Of one that is new: why. */
    startedBy?: StartedBy;
  };
  visits: Visit[];
  /** What is to be done, in order, each with the visit that decided it. */
  effects: { visitSeq: number; effect: Effect }[];
}

export interface MailboxResult {
  changes: ExecutionChange[];
  /** Entries that are done with, the execution that took each (null: nobody's), and the first visit that came of it. */
  processed: { id: number; executionId: number | null; visitSeq: number | null }[];
  /** Absent where nothing of it changed. */
  consent?: ConsentTurn;
}
