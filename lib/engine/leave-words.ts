import { hasEnded } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { flowOfFrame } from "./frames.ts";
import { flowWords } from "./flow-words.ts";
import { problem } from "./problem/problem.ts";
import { restingVisit } from "./resting-visit.ts";
import { isShownChoice } from "./shown-choices.ts";
import type { Event, ExecutionState, Step } from "./types.ts";
import { coreOf, fold } from "./values/normal-text.ts";

/** What a contact may say to end the execution, whatever it waits for (`settings.leave`). */

const NOTE = "left";

type Message = Extract<Event, { type: "message_received" }>;

const comparable = (text: string): string => coreOf(fold(text));

/** The flows that the execution is in: that of the frame on top, those under it, and its own. */
const flowsOf = (own: CompiledFlow, state: ExecutionState): CompiledFlow[] => [
  ...[state, ...(state.below ?? []).toReversed()].map((frame) => flowOfFrame(own, frame)),
  own,
];

/** Whether the message is one of those words, and no choice that it is offered right now. Not while a person has the conversation. */
export function isLeaving(own: CompiledFlow, state: ExecutionState, { message }: Message): boolean {
  const words = flowsOf(own, state).flatMap(({ settings }) => settings?.leave?.words ?? []);
  if (words.length === 0 || message.type !== "text" || hasEnded(state) || state.status === "handoff") return false;
  const said = comparable(message.text);
  if (!words.some((word) => comparable(word) === said)) return false;
  return !isShownChoice(own, state, message.text);
}

/** Ends it, with the goodbye of the flow whose word it is. */
export function leave(own: CompiledFlow, state: ExecutionState, event: Message): Step {
  const flow = flowOfFrame(own, state);
  const said = comparable(event.message.text);
  const left = flowsOf(own, state).find(({ settings }) => settings?.leave?.words.some((word) => comparable(word) === said)) ?? flow;
  const effects = flowWords(left, left.settings?.leave?.message, state.context, event.at);
  const visit = restingVisit(flow, state, event, { note: NOTE, outcome: "ended", effects });
  const why = problem("contact_left");
  const ended = { ...state, status: "cancelled" as const, waitingFor: null, visitCount: visit.seq, reason: why.message, problem: why };
  return { state: ended, effects, visits: [visit] };
}
