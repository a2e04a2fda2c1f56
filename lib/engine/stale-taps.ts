import type { CompiledFlow } from "./compile.ts";
import { jsonSize } from "./context.ts";
import { waitsFor } from "./can-consume.ts";
import { flowOfFrame, isSameFrame } from "./frames.ts";
import { restingVisit } from "./resting-visit.ts";
import { executionNonce } from "./token.ts";
import type { AskedQuestion, Context, Event, ExecutionState, IncomingMessage, Step } from "./types.ts";
import { parseTapId } from "./values/tap-id.ts";

/**
 * Taps on a question before the one at hand, in flows that say what those do (`settings.stale`). Otherwise, and where nothing else can be
 * done, the node at hand gets the tap, and asks again. What was only shown and never waited is no question: a later node hears it.
 */

/** So many questions are known back, and gone back to where what they noted is no longer than this. */
const MOST_ASKED = 10;
const LONGEST_DATA = 8_192;
const NOTE = "stale_tap";

type Message = Extract<Event, { type: "message_received" }>;

/** Whether the message is such a tap, and the flow lets it do nothing. */
export const isIgnoredTap = ({ settings }: CompiledFlow, state: ExecutionState, { message }: Message): boolean =>
  settings?.stale === "ignore" && isStaleTap(state, message);

/** Takes it, without waking the node. */
export function ignoreTap(flow: CompiledFlow, state: ExecutionState, event: Message): Step {
  const visit = restingVisit(flow, state, event, { note: NOTE });
  return { state: { ...state, visitCount: visit.seq }, effects: [], visits: [visit] };
}

/** The execution as it was when that question waited, where the flow has such a tap go back to it; its data stays as it is now. */
export function goBack(own: CompiledFlow, state: ExecutionState, event: Event): ExecutionState {
  const { settings, nodes } = flowOfFrame(own, state);
  if (settings?.stale !== "go_back" || event.type !== "message_received" || !isStaleTap(state, event.message)) return state;
  const token = tappedToken(event.message);
  const question = state.asked?.find((each) => askingToken(each.token, each.data) === token);
  if (question?.data === undefined || !nodes.has(question.nodeId)) return state;
  const { nodeId, data } = question;
  return { ...state, nodeId, waitingFor: { kind: "message", for: ["message"], data, token: question.token } };
}

/** The latest questions with the one that waits now, for a flow whose rule needs them. */
export function askedWith({ settings }: CompiledFlow, before: ExecutionState, after: ExecutionState): AskedQuestion[] | undefined {
  const { stale } = settings ?? {};
  if (stale === undefined || stale === "repeat") return undefined;
  // Those of another frame are ignored: there may be a node of the same id here.
  const asked = isSameFrame(before, after) ? (before.asked ?? []) : [];
  const { nodeId, waitingFor } = after;
  if (nodeId === null || waitingFor === null || !waitsFor(after).includes("message")) return asked;
  const { token, data = {} } = waitingFor;
  const name = askingToken(token, data);
  const isKept = stale === "go_back" && jsonSize(data) <= LONGEST_DATA;
  const others = asked.filter((each) => askingToken(each.token, each.data) !== name);
  return [...others, { token: isKept ? token : name, nodeId, ...(isKept && { data }) }].slice(-MOST_ASKED);
}

/** Of a message on which something can be tapped, however often its question was asked again: its node notes it. */
function askingToken(token: string, data: Context | undefined): string {
  const noted = data?.["token"];
  return typeof noted === "string" ? noted : token;
}

/** Only what was tapped has an id, or a payload, of this form. */
function tappedToken({ data = {} }: IncomingMessage): string | null {
  const [token = null] = [data["id"], data["payload"]].flatMap((id) => (typeof id === "string" ? (parseTapId(id)?.token ?? []) : []));
  return token;
}

function isStaleTap({ waitingFor, asked = [], nonce }: ExecutionState, message: IncomingMessage): boolean {
  const tapped = tappedToken(message);
  if (tapped === null || waitingFor === null || tapped === askingToken(waitingFor.token, waitingFor.data)) return false;
  // Where the node at hand is no question with taps, a tap on what was only shown is for it.
  if (typeof waitingFor.data?.["token"] === "string") return true;
  return executionNonce(tapped) !== nonce || asked.some((each) => askingToken(each.token, each.data) === tapped);
}
