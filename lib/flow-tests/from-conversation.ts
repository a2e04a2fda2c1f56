import { addressName } from "../engine/callbacks.ts";
import { isCallEvent, isCallName } from "../engine/calls.ts";
import type { CompiledFlow } from "../engine/compile.ts";
import { keptOf } from "../engine/context.ts";
import type { Context, SendOutcome } from "../engine/types.ts";
import { SAMPLE_PROFILE } from "../simulator/sample-profile.ts";
import { newSession, proceed } from "../simulator/session.ts";
import type { Action } from "../simulator/types.ts";
import { formAnswerOf } from "../whatsapp/inbound/form-answer.ts";
import { recordAsTest } from "./run.ts";
import { type FlowTest, MAX_TURNS } from "./schema.ts";

/** A real conversation, as the history of its execution tells it. */
export interface Conversation {
  visits: readonly {
    seq: number;
    node_id?: string;
    flow_version_id?: number | null;
    event: string;
    outcome: string;
    exit?: string | null;
    at: string;
    changes: Context;
  }[];
  messages: readonly { direction: string; visit_seq: number | null; type: string; text: string; data: Context | null }[];
  calls: readonly { effect: string; visit_seq: number; result: Context | null }[];
}

/**
 * A real conversation as a test of this flow, green when it is made: everything that happened to it happens again, to a contact who
 * is nobody, and what this flow says to it is what is expected. Null where it is too long for a test.
 */
export function testOfConversation(conversation: Conversation, flow: CompiledFlow, name: string): FlowTest | null {
  const [first] = conversation.visits;
  const actions = actionsOf(conversation);
  if (first === undefined || first.seq !== 1 || actions.length === 0 || actions.length > MAX_TURNS) return null;
  const session = actions.reduce((now, action) => proceed(now, flow, action), newSession(SAMPLE_PROFILE, Date.parse(first.at)));
  return session.at === 0 ? null : recordAsTest(session, flow, name);
}

/** Silences that a test keeps; below them nothing depends on the time. */
const SILENCE_MS = 60_000;

/** What happened to the conversation, event by event, as it is done at the simulator. */
export function actionsOf({ visits, messages, calls }: Conversation): Action[] {
  let clock = Date.parse(visits[0]?.at ?? "");
  return visits.flatMap((visit, index): Action[] => {
    const before = visits[index - 1];
    if (before !== undefined && before.outcome !== "waits" && before.outcome !== "failed") return [];
    const at = Date.parse(visit.at);
    const silence = at - clock;
    clock = at;
    const heard = messages.find(({ direction, visit_seq: seq }) => direction === "inbound" && seq === visit.seq);
    const action = actionOf(
      visit,
      heard,
      calls.find(({ visit_seq: seq }) => seq === before?.seq),
    );
    if (action === null) return [];
    const waits = action.type !== "next_timer" && silence >= SILENCE_MS;
    return waits ? [{ type: "wait", ms: Math.round(silence / 1_000) * 1_000 }, action] : [action];
  });
}

function actionOf(
  { event, exit, changes, node_id: nodeId = "", flow_version_id: version }: Conversation["visits"][number],
  heard: Conversation["messages"][number] | undefined,
  call: Conversation["calls"][number] | undefined,
): Action | null {
  if (heard !== undefined) return said(heard);
  if (event === "execution_started") return { type: "start", context: keptOf(changes) };
  if (event === "timer_fired") return { type: "next_timer" };
  if (event === "message_settled") return { type: "settle_send", outcome: outcomeBehind(exit) };
  // All that such a visit sets is what it was called with.
  if (event === "callback_received")
    return { type: "call_back", node: addressName(version ?? undefined, nodeId), body: Object.values(changes)[0] ?? null };
  if (!isCallEvent({ type: event }) || call === undefined || !isCallName(call.effect)) return null;
  return { type: "answer_call", effect: call.effect, ...(call.result && { result: call.result }) };
}

/** What Meta must have said, as far as it made a difference: the way out tells. */
function outcomeBehind(exit: string | null | undefined): SendOutcome {
  return exit === "failed" ? "refused" : exit === "window_closed" ? "window_closed" : "accepted";
}

function said({ type, text, data }: Conversation["messages"][number]): Action {
  // What was tapped comes with its title. The token in front of its id is another one in every run.
  const tapped = typeof data?.["title"] === "string" ? data["id"] : undefined;
  if (typeof tapped === "string" && tapped.includes(":")) return { type: "tap", choice: tapped.slice(tapped.indexOf(":") + 1) };
  const filled = formAnswerOf(data);
  if (filled !== null) return { type: "tap", choice: "form", values: filled.values };
  const hasData = data !== null && Object.keys(data).length > 0;
  return { type: "say", text, ...(type !== "text" && { kind: type }), ...(hasData && { data }) };
}
