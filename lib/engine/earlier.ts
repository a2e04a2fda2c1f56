import type { CompiledFlow } from "./compile.ts";
import type { Context, Event, ExecutionState, Json, Step } from "./types.ts";

/**
 * What a contact said before the question is not its answer. The question counts from the transaction that stores it: all that lay
 * in the mailbox then came before. Entries of one contact are stored in the order of their ids, so one id tells, and
 * rows alone decide, after a crash too.
 */

/** The context key of what was said so: a list of texts, oldest first. */
export const EARLIER_KEY = "earlier";
const NOTE = "said_earlier";

const MOST_TEXTS = 50;
const MOST_CHARACTERS = 16_384;

/** Whether a message that the waiting node could take was stored before the question, and the node's author leaves such out. */
export function isEarlier(flow: CompiledFlow, { askedAfter, nodeId }: ExecutionState, entryId: number): boolean {
  if (askedAfter === undefined || entryId > askedAfter) return false;
  const code = flow.nodes.get(nodeId ?? "")?.code;
  return code !== undefined && "type" in code && code.type.hearsEarlier?.(code.config) === false;
}

/** Takes the message without waking the node: it stays readable, and the node goes on waiting. */
export function keepEarlier(flow: CompiledFlow, state: ExecutionState, event: Extract<Event, { type: "message_received" }>): Step {
  const nodeId = state.nodeId ?? "";
  const seq = state.visitCount + 1;
  const changes = earlierWith(state.context, event.message.text);
  return {
    // A word from the contact all the same: what is counted until one begins anew.
    state: { ...state, context: { ...state.context, ...changes }, visitCount: seq, visitsSinceMessage: 0, quiet: {} },
    effects: [],
    visits: [
      {
        seq,
        nodeId,
        nodeType: flow.nodes.get(nodeId)?.typeName ?? "",
        event: event.type,
        at: event.at,
        exit: null,
        transitionId: null,
        outcome: "waits",
        changes,
        effects: [],
        note: NOTE,
      },
    ],
  };
}

/** The newest texts, as many as may be kept. What has no words adds none, and a value that the author keeps under the name stays. */
function earlierWith(context: Context, text: string): Context {
  const kept: Json = Object.hasOwn(context, EARLIER_KEY) ? (context[EARLIER_KEY] ?? []) : [];
  if (text.trim() === "" || !Array.isArray(kept)) return {};
  const texts = [...kept, text.slice(0, MOST_CHARACTERS)].slice(-MOST_TEXTS);
  let characters = texts.reduce<number>((sum, each) => sum + lengthOf(each), 0);
  const first = texts.findIndex((each) => {
    if (characters <= MOST_CHARACTERS) return true;
    characters -= lengthOf(each);
    return false;
  });
  return { [EARLIER_KEY]: texts.slice(first) };
}

const lengthOf = (value: Json): number => (typeof value === "string" ? value.length : 0);
