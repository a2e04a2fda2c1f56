import { canConsume, hasEnded, isStale } from "./can-consume.ts";
import { isEarlier } from "./earlier.ts";
import type { Taking } from "./flow-rules.ts";
import { interruptingTrigger } from "./interrupt.ts";
import { isLeaving } from "./leave-words.ts";
import type { Beginning, MailboxContact, MailboxEntry, MailboxTools, Open, StartRequest } from "./mailbox.ts";
import { isRescueCall } from "./rescue.ts";
import { matchTriggers, NO_TRIGGERS, type TriggerMatch } from "./triggers/match.ts";
import type { OnOpen, StartedBy } from "./trigger-types.ts";
import type { ExecutionState, FlowReference } from "./types.ts";

/**
 * Who gets an entry now. `open`: the open execution. `earlier`: it too, but not as an answer. `leaving`: it, which ends by it.
 * `interrupts`: a trigger's flow, in place of the open one. `new`: an execution that begins with it, where there is a flow for it.
 * `nobody`: it is the result of something that is over, or no answer for the execution that is open. `later`: it waits for what comes
 * before it. `unsent`: the execution whose message could not leave, if it is open or the newest.
 */
export type Turn = Taking | "consent" | "interrupts" | "unsent" | "new" | "nobody" | "later";

/**
 * The one place that decides whose turn it is, entry by entry, with the open execution as all before has left it. Rules
 * that take a message away from the open execution belong ahead of it, in the order of their weight: what is no turn at
 * all, consent words, a person who has the floor, a tap on an earlier message, a trigger that may interrupt.
 */
export function whoseTurn(entry: MailboxEntry, open: Open | null, triggers: readonly TriggerMatch[], { flow }: MailboxTools): Turn {
  const { id, event, executionId } = entry;
  if (isStartRequest(event)) return "new";
  if (isRescueCall(event)) return "unsent";
  if (event.type === "message_received") {
    if (open === null) return "new";
    if (mayInterrupt(open.state) && isInterrupted(entry, open, triggers, flow)) return "interrupts";
    if (event.answers === false && !hasEnded(open.state)) return "nobody";
    if (isLeaving(flow(open.flowVersionId), open.state, event)) return "leaving";
    if (!canConsume(open.state, event)) return "later";
    return isEarlier(flow(open.flowVersionId), open.state, id) ? "earlier" : "open";
  }
  if (event.type === "execution_started" && open === null) return "later";
  if (open === null || (executionId !== null && executionId !== open.id)) return "nobody";
  if (canConsume(open.state, event)) return "open";
  // Not so in a handoff, which keeps it.
  return isStale(open.state, event) ? "nobody" : "later";
}

/** The triggers that take an entry of this contact's, in order. */
export function triggersFor(contact: MailboxContact, { event }: MailboxEntry, triggers = NO_TRIGGERS): TriggerMatch[] {
  if (event.type !== "message_received" || triggers.entries.length === 0) return [];
  const { channel = "", firstMessageId, onlyFlow } = contact;
  const { message } = event;
  return matchTriggers(triggers, { message, isFirst: message.id === firstMessageId, channel, onlyFlow });
}

/** A flow that is to begin, and what becomes of what is open. */
interface Start {
  /** Null: not reserved yet. */
  id: number | null;
  flow: FlowReference;
  onOpen: OnOpen;
  beginning: Beginning;
}

/** What the entry begins, by request or by a trigger; null where it does not, or begins the channel's flow. */
export function startOf(
  entry: MailboxEntry,
  turn: Turn,
  open: Open | null,
  triggers: readonly TriggerMatch[],
  tools: MailboxTools,
): Start | null {
  const { event } = entry;
  if (isStartRequest(event)) {
    const { execution_id: id, flow_id: flowId, flow_version_id: flowVersionId, on_open: onOpen = "end" } = event;
    return {
      id,
      flow: { flowId, flowVersionId },
      onOpen,
      beginning: { ...event, startedBy: event.started_by ?? { type: event.rescues === undefined ? "api" : "rescue" } },
    };
  }
  if (event.type !== "message_received" || (turn !== "new" && turn !== "interrupts")) return null;
  const said = { id: entry.id, message: event.message };
  const found = open === null ? triggers[0] : interruptingTrigger(tools.flow(open.flowVersionId), open.state, said, triggers);
  if (found === undefined) return null;
  const { flowId, flowVersionId, trigger } = found;
  const startedBy: StartedBy = { type: trigger.type, trigger: trigger.id };
  return { id: null, flow: { flowId, flowVersionId }, onOpen: trigger.on_open, beginning: { ...event, startedBy } };
}

/** A person who has the floor keeps it. */
const mayInterrupt = (state: ExecutionState): boolean => !hasEnded(state) && state.status !== "handoff";

/** Not by what was said before its question, where it is this very flow that would begin: "menu, menu" is one wish. */
function isInterrupted(entry: MailboxEntry, open: Open, triggers: readonly TriggerMatch[], flow: MailboxTools["flow"]): boolean {
  const { event } = entry;
  if (event.type !== "message_received") return false;
  const trigger = interruptingTrigger(flow(open.flowVersionId), open.state, { id: entry.id, message: event.message }, triggers);
  if (trigger === undefined) return false;
  return trigger.flowId !== (open.state.flow?.flowId ?? open.flowId) || !isEarlier(flow(open.flowVersionId), open.state, entry.id);
}

function isStartRequest(event: MailboxEntry["event"]): event is StartRequest {
  return "execution_id" in event;
}

export const isRescueStart = ({ event }: MailboxEntry): boolean => isStartRequest(event) && event.rescues !== undefined;
