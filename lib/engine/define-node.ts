import type { z } from "zod";
import type { ContactField } from "./contact-fields/types.ts";
import type { Calendar } from "./calendar/types.ts";
import type { CallName } from "./calls.ts";
import type { Problem } from "./problem/problem.ts";
import type { Context, Effect, Event, FlowLocale, FlowReference, Wait } from "./types.ts";

/** How a frame comes to its end, and the one below it goes on. */
export type FrameEnd = "completed" | "failed" | "expired";

/** The flow that a node has begun is over. `kept`: what it leaves in its context. */
interface ChildEnded {
  type: "child_ended";
  at: number;
  outcome: FrameEnd;
  kept: Context;
  problem: Problem | null;
}

/** The events that can wake a waiting node. */
export type ResumeEvent = Exclude<Event, { type: "execution_started" | "execution_retried" }> | ChildEnded;

/** Another flow is begun, with these keys in its context. `return`: on top of this one, which waits for its end; `go`: in its place. */
export interface Begin {
  mode: "return" | "go";
  flow: FlowReference;
  context: Context;
}

export interface NodeInput<Config> {
  config: Config;
  context: Context;
  /** Milliseconds since 1970. */
  at: number;
  /** When the contact was last heard in this execution, likewise; absent where they were not. */
  heardAt?: number;
  /** Of the node, within its flow. */
  nodeId: string;
  /** Unique to this visit; hand it to every timer or call that is to wake the node. */
  token: string;
  /** What the node noted in its last `wait`. */
  data: Context;
  /** The organisation's, as they are at this event; for types that say `readsCalendars`. */
  calendars?: readonly Calendar[];
  /** The fields of contacts that have a type, likewise; for types that say `readsContactFields`. */
  contactFields?: readonly ContactField[];
  /** What texts and conditions mean here: hand it to whatever renders them. */
  locale?: FlowLocale;
  /** The flow's setting: voice notes are understood as what they say. */
  transcribesVoice?: true;
  /** Exits of this node by which something leads on. */
  connected?: readonly string[];
  /** The version of a flow that would be begun now; for types that say `begins`. */
  findFlow?(flowId: number, mode: Begin["mode"]): FlowReference | { problem: Problem };
}

/**
 * What a node decides: leave by an exit, wait, or end the execution. `set` is written to the context before the exit's conditions are read.
 * `unhandled`: where no transition leads on from the exit, the execution fails with this reason instead of completing.
 * `told`: the contact has heard of this failure before, so the flow's words for failures are not said again.
 */
export type Outcome = ({ exit: string; unhandled?: Problem } | { wait: Wait } | { begin: Begin } | { end: FrameEnd; reason?: Problem }) & {
  effects?: Effect[];
  set?: Context;
  note?: string;
  told?: true;
};

export type NodeFamily = "talk" | "listen" | "decide" | "connect" | "people" | "flow";

/** Something about a config that an author should hear of before publishing. */
export interface ConfigIssue {
  severity: "error" | "warning";
  code: string;
  /** The option by its path: `message`, `choices.2.title`. */
  field: string;
  message: string;
  params?: Context;
}

export interface NodeType<Config = unknown> {
  type: string;
  family: NodeFamily;
  /** The config as authors write it (snake_case): an object schema that strips what it does not know. */
  config: z.ZodType<Config> & { shape: Readonly<Record<string, unknown>> };
  /** The config of a node fresh from the palette, before zod fills in the rest. */
  defaults: Context;
  /** Exits of this config, in the order the card shows them; empty when the node ends the execution. */
  exits(config: Config): string[];
  /** Exits that a flow may use by its settings, though the card does not show them for this config. */
  hiddenExits?(config: Config): string[];
  /**
   * What the author calls an exit, such as the title of the choice that leads there. Null, blank or left out: the type's
   * messages have the name. The exit itself keeps its id when the author writes another name, so its transitions stay.
   */
  exitLabel?(config: Config, exit: string): string | null;
  /** One line for the card, in the author's own words where possible (`Ask -> name`). */
  summary(config: Config): string;
  /**
   * The texts of this config that are templates, by the path of their option (`message`, `headers.0.value`), for the checks before
   * publishing.
   */
  templates(config: Config): { [field: string]: string };
  /** Whether those texts may write secrets: the type renders them with marks, and the effect's performer puts the values in. */
  takesSecrets?: boolean;
  /** The context keys that this config sets. */
  sets(config: Config): string[];
  /** The choices of which one is kept under a key, by id, in their order. */
  offers?(config: Config): { readonly key: string; readonly choices: readonly { id: string; title: string }[] } | null;
  /** Whether a text names something that can be chosen while it waits, by what it noted in its wait: that is its answer before all else. */
  isOffered?(config: Config, data: Context, text: string): boolean;
  /** Whether it waits for a call from outside, at an address of its own (`callback_url`). */
  isCalledBack?: boolean;
  /** The flow that this config begins, and the option that says so. */
  begins?(config: Config): { flowId: number; mode: Begin["mode"]; field: string } | null;
  /** Whether it is handed the organisation's calendars. */
  readsCalendars?: boolean;
  /** Whether it is handed the fields of contacts that have a type. */
  readsContactFields?: boolean;
  /** Names that this node's own templates may use beside the context. */
  locals?: readonly string[];
  /** Whether a visit rests until an event comes: a circle of nodes needs one that does, and one that listens where it writes or costs. */
  waits?(config: Config): boolean;
  /** Whether a visit leaves by this exit only when the contact has written. */
  listens?(config: Config, exit: string): boolean;
  /** Whether the node takes for its answer what the contact wrote before it was asked; for every type that listens. */
  hearsEarlier?(config: Config): boolean;
  /** Whether what a visit sends when it is entered is a question, of which what came before it is no answer. A model's answer is none. */
  asks?: boolean;
  /** Whether the type takes the options of all that send; set by `defineSendingNode` (lib/nodes/sending.ts) alone. */
  isSending?: true;
  /** Whether a visit may send a free-form message. */
  sends?(config: Config): boolean;
  /** What a visit costs each time: `money` as a model does, `requests` of another system. Left out: nothing. */
  costs?: "money" | "requests";
  /** Exits by which a visit leaves only where something failed: one of them that leads nowhere fails the execution. */
  failing?(config: Config): readonly string[];
  /** The text of the address that it calls, where it calls one; its secrets go there. */
  goesTo?(config: Config): string;
  /** Seconds that pass between the node's act and the next node, on the way by this exit. */
  delaySeconds?(config: Config, exit: string): number;
  check?(config: Config): ConfigIssue[];
  /** A call like this node's, small and without effect, that shows whether the service behind it takes what the config asks for. */
  probe?(config: Config): { effect: CallName; request: Context };
  /** May throw `TemplateError` or `ExpressionError`; the engine turns those into a failed execution. */
  enter(input: NodeInput<Config>): Outcome;
  /** The event that the node waited for. The engine has already matched kind and token. */
  resume?(input: NodeInput<Config>, event: ResumeEvent): Outcome;
}

export type NodeTypes = ReadonlyMap<string, NodeType>;

/** Describes one node type; `Config` is inferred from its schema. */
export function defineNode<Config>(nodeType: NodeType<Config>): NodeType<Config> {
  return nodeType;
}
