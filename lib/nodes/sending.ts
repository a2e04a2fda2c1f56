import { z } from "zod";
import { defineNode, type NodeInput, type NodeType, type Outcome } from "../engine/define-node.ts";
import { flag, group } from "../engine/options.ts";
import { problem, ProblemError } from "../engine/problem/problem.ts";
import type { Context, Effect, SendOutcome } from "../engine/types.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";

/** Ways out of every node that sends, each drawn where its author switches it on. */
export const SEND_EXITS = ["failed", "window_closed"] as const;

const SEND_OPTIONS = {
  /** With one of them the node waits for Meta's answer to its last message. */
  exits: group(z.object({ failed: flag(false), window_closed: flag(false) })),
  /** Whether what is sent quotes the message that the contact sent last. */
  quote: flag(false),
};

export interface SendOptions {
  exits: { failed: boolean; window_closed: boolean };
  quote: boolean;
}

/**
 * `defineNode` for a type that sends: it takes the options of all that do, and this file does with them what is the same for all. The
 * type itself knows nothing of it: it decides as if every message were taken at once.
 */
export function defineSendingNode<Config>(type: NodeType<Config> & { config: z.ZodObject }): NodeType<Config & SendOptions> {
  const { listens, delaySeconds } = type;
  const isOwn = (exit: string) => !isSendExit(exit);
  return defineNode<Config & SendOptions>({
    ...type,
    isSending: true,
    // zod cannot see that what the type's schema gives, with two options more, is its config with two options more.
    config: type.config.safeExtend(SEND_OPTIONS) as unknown as NodeType<Config & SendOptions>["config"],
    exits: (config) => [...type.exits(config), ...SEND_EXITS.filter((exit) => config.exits[exit])],
    failing: (config) => [...(type.failing?.(config) ?? []), ...SEND_EXITS],
    waits: (config) => type.waits?.(config) === true || isAwaited(config),
    ...(listens && { listens: (config: Config, exit: string) => isOwn(exit) && listens(config, exit) }),
    ...(delaySeconds && { delaySeconds: (config: Config, exit: string) => (isOwn(exit) ? delaySeconds(config, exit) : 0) }),
    enter: (input) => hold(input, type.enter(input)),
    resume(input, event) {
      if (event.type === "message_settled") return goOn(input, event.outcome);
      if (!type.resume) throw new ProblemError(problem("cannot_resume"));
      return hold(input, type.resume(input, event));
    },
  });
}

const isSendExit = (exit: string): boolean => (SEND_EXITS as readonly string[]).includes(exit);
const isAwaited = ({ exits }: SendOptions): boolean => exits.failed || exits.window_closed;

type Send = Extract<Effect, { type: "send_message" }>;
const isSend = (effect: Effect): effect is Send => effect.type === "send_message";

/** Sends now; where the answer to it is awaited, what the type decided beside it is done when that has come. */
function hold({ config, context, token }: NodeInput<SendOptions>, outcome: Outcome): Outcome {
  const effects = config.quote ? quoting(outcome.effects ?? [], context) : (outcome.effects ?? []);
  const sends = effects.filter(isSend);
  if (sends.length === 0) return outcome;
  // What has nothing to be seen does not leave, so nothing would come back of it.
  const last = isAwaited(config) ? sends.findLast(({ message }) => splitMessage(message).length > 0) : undefined;
  if (last === undefined) return { ...outcome, effects };
  const { set, note, effects: _, ...decided } = outcome;
  return {
    wait: { for: ["send"], data: { held: { ...decided, effects: effects.filter((effect) => !isSend(effect)) } as unknown as Context } },
    effects: sends.map((effect) => (effect === last ? { ...effect, wakes: token } : effect)),
    ...(set && { set }),
    ...(note !== undefined && { note }),
  };
}

/** Written by `hold`, maybe by a release before. */
const heldSchema = z.object({
  held: z
    .looseObject({
      exit: z.string().optional(),
      wait: z.looseObject({ for: z.array(z.string()).min(1) }).optional(),
      end: z.string().optional(),
      effects: z.array(z.looseObject({ type: z.string() })),
    })
    .refine(({ exit, wait, end }) => exit !== undefined || wait !== undefined || end !== undefined),
});

/** On with what was decided, or out by the exit for what became of the message. */
function goOn({ config, token, data }: NodeInput<SendOptions>, outcome: SendOutcome): Outcome {
  if (outcome === "refused" && config.exits.failed) return { exit: "failed", unhandled: problem("message_refused") };
  if (outcome === "window_closed" && config.exits.window_closed) {
    // Words for the failure would not be taken either.
    return { exit: "window_closed", unhandled: problem("window_closed"), told: true };
  }
  const held = heldSchema.parse(data).held as unknown as Outcome & { effects: Effect[] };
  return { ...held, effects: held.effects.map((effect) => ("token" in effect ? { ...effect, token } : effect)) };
}

/** The first message quotes what the contact sent last, where that has an id. */
function quoting(effects: readonly Effect[], { message }: Context): Effect[] {
  const id = typeof message === "object" && message !== null && !Array.isArray(message) ? message["id"] : undefined;
  const first = effects.find(isSend);
  return typeof id !== "string" || id === ""
    ? [...effects]
    : effects.map((effect) => (effect === first ? { ...effect, quotes: id } : effect));
}
