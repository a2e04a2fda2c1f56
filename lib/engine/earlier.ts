import type { CompiledFlow } from "./compile.ts";
import { EARLIER_KEY } from "./context.ts";
import { flowOfFrame } from "./frames.ts";
import { restingVisit } from "./resting-visit.ts";
import type { Context, Event, ExecutionState, Json, Step } from "./types.ts";
import { cutText } from "./values/cut-text.ts";

/**
 * What a contact said before the question is not its answer. The question counts from the transaction that stores it: all that lay
 * in the mailbox then came before. Entries of one contact are stored in the order of their ids, so one id tells, and
 * rows alone decide, after a crash too.
 */

const NOTE = "said_earlier";

const MOST_TEXTS = 50;
const MOST_CHARACTERS = 16_384;

/** Whether a message that the waiting node could take was stored before the question, and the node's author leaves such out. */
export function isEarlier(own: CompiledFlow, state: ExecutionState, entryId: number): boolean {
  const { askedAfter, nodeId } = state;
  if (askedAfter === undefined || entryId > askedAfter) return false;
  const code = flowOfFrame(own, state).nodes.get(nodeId ?? "")?.code;
  return code !== undefined && "type" in code && code.type.hearsEarlier?.(code.config) === false;
}

/** Takes the message without waking the node: it stays readable, and the node goes on waiting. */
export function keepEarlier(flow: CompiledFlow, state: ExecutionState, event: Extract<Event, { type: "message_received" }>): Step {
  const changes = earlierWith(state.context, event.message.text);
  return {
    // The contact has spoken all the same, so what is counted since their last message starts from zero.
    state: { ...state, context: { ...state.context, ...changes }, visitCount: state.visitCount + 1, visitsSinceMessage: 0, quiet: {} },
    effects: [],
    visits: [restingVisit(flow, state, event, { note: NOTE, changes })],
  };
}

/** The newest texts, as many as may be kept. What has no words adds none, and a value that the author keeps under the name stays. */
export function earlierWith(context: Context, text: string): Context {
  const kept: Json = Object.hasOwn(context, EARLIER_KEY) ? (context[EARLIER_KEY] ?? []) : [];
  if (text.trim() === "" || !Array.isArray(kept)) return {};
  const texts = [...kept, cutText(text, MOST_CHARACTERS)].slice(-MOST_TEXTS);
  let characters = texts.reduce<number>((sum, each) => sum + lengthOf(each), 0);
  const first = texts.findIndex((each) => {
    if (characters <= MOST_CHARACTERS) return true;
    characters -= lengthOf(each);
    return false;
  });
  return { [EARLIER_KEY]: texts.slice(first) };
}

const lengthOf = (value: Json): number => (typeof value === "string" ? value.length : 0);

/** Takes out of these entries of a mailbox the messages that came before one. */
export function takeMessages<Entry extends { id: number; event: { type: string } }>(remaining: Entry[], before: number): Entry[] {
  const taken = remaining.filter(({ id, event }) => event.type === "message_received" && id < before);
  remaining.splice(0, Infinity, ...remaining.filter((entry) => !taken.includes(entry)));
  return taken;
}
