import type { z } from "zod";
import type { CallName } from "./calls.ts";
import type { Problem } from "./problem/problem.ts";
import type { Context, Effect, Event, FlowLocale, Wait } from "./types.ts";

/** The events that can wake a waiting node. */
export type ResumeEvent = Exclude<Event, { type: "execution_started" | "execution_retried" }>;

export interface NodeInput<Config> {
  config: Config;
  context: Context;
  /** Milliseconds since 1970. */
  at: number;
  /** Unique to this visit; hand it to every timer or call that is to wake the node. */
  token: string;
  /** What the node noted in its last `wait`. */
  data: Context;
  /** What texts and conditions mean here: hand it to whatever renders them. */
  locale?: FlowLocale;
}

/**
 * What a node decides: leave by an exit, wait, or end the execution. `set` is written to the context before the exit's conditions are read.
 * `unhandled`: where no transition leads on from the exit, the execution fails with this reason instead of completing.
 * `told`: the contact has heard of this failure before, so the flow's words for failures are not said again.
 */
export type Outcome = ({ exit: string; unhandled?: Problem } | { wait: Wait } | { end: "completed" | "failed"; reason?: Problem }) & {
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
  /** Whether a visit may send a free-form message. */
  sends?(config: Config): boolean;
  /** What a visit costs each time: `money` as a model does, `requests` of another system. Left out: nothing. */
  costs?: "money" | "requests";
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
