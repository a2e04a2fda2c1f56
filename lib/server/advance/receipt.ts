import { CALLS } from "#lib/engine/calls.ts";
import { waitsFor } from "#lib/engine/can-consume.ts";
import type { CompiledFlow } from "#lib/engine/compile.ts";
import type { ExecutionState, FlowSettings, MarkRead, WaitName } from "#lib/engine/types.ts";
import type { Receipt } from "../effects/receipts/receipts.ts";
import type { LoadedContact } from "./load.ts";
import type { Turn } from "./save.ts";

const CALL_WAITS: ReadonlySet<WaitName> = new Set(Object.values(CALLS).map(({ waits }) => waits));

/**
 * What the contact is shown of what became of their messages, after this turn; null for nothing. The flow's settings come before the
 * channel's.
 */
export function receiptOf(contact: LoadedContact, { changes }: Turn, flow: (versionId: number) => CompiledFlow): Receipt | null {
  const change = changes.at(-1);
  // Of the frame that acts.
  const at = change?.execution ?? contact.open;
  const version = at?.state.flow?.flowVersionId ?? at?.flowVersionId;
  const { markRead, typing } = shownBy(contact, version === undefined ? undefined : flow(version).settings);
  if (markRead === "never" && !typing) return null;

  const state = change?.execution.state;
  const answered = lastHeard(state);
  const says = changes.some(({ effects }) => effects.some(({ effect }) => "message" in effect));
  const came = contact.mailbox.findLast(({ event }) => event.type === "message_received")?.event;
  const received = came !== undefined && "message" in came ? (came.message?.id ?? null) : null;
  const read = markRead === "received" ? received : markRead === "answered" && says ? answered : null;
  const token = typing && state !== undefined && awaitsCall(state) && answered !== null ? (state.waitingFor?.token ?? null) : null;
  const about = { contactId: contact.id, channelId: contact.channelId };
  return { ...about, read, typing: token === null || answered === null ? null : { wamid: answered, token, after: says } };
}

function shownBy(contact: LoadedContact, settings: FlowSettings | undefined): { markRead: MarkRead; typing: boolean } {
  return { markRead: settings?.mark_read ?? contact.markRead, typing: settings?.typing ?? contact.typing };
}

const awaitsCall = (state: ExecutionState): boolean => waitsFor(state).some((name) => CALL_WAITS.has(name));

/** The message that the execution has heard last, by Meta's id. */
function lastHeard(state: ExecutionState | undefined): string | null {
  const message = state?.context["message"];
  const id = typeof message === "object" && message !== null && !Array.isArray(message) ? message["id"] : null;
  return typeof id === "string" && id !== "" ? id : null;
}
