import { hasEnded, start } from "../engine/accepts.ts";
import type { CompiledFlow } from "../engine/compile.ts";
import type { Event } from "../engine/types.ts";
import { newDevice } from "./device.ts";
import { settle } from "./settle.ts";
import type { Bubble, Device } from "./types.ts";

/** What a real execution took and went through, as `GET /executions/{id}/events` answers it. */
export interface History {
  contact: { name: string | null; phone: string | null };
  /** Events that were handed to the engine together, in order. */
  turns: readonly (readonly Event[])[];
  /** `at` in milliseconds since 1970. */
  visits: readonly { node_id: string; at: number }[];
}

/**
 * The device as it was when the execution had just made the visit `upTo`, by running what it took once more: from there
 * the simulator goes on differently. `flow` is the version that the execution ran. Null when the history is not whole,
 * or the engine of today goes another way with it.
 */
export function deviceFromHistory(flow: CompiledFlow, { contact, turns, visits }: History, upTo: number): Device | null {
  const wanted = Math.max(1, Math.min(upTo, visits.length));
  let device = newDevice({ name: contact.name ?? "", phone: contact.phone ?? "" }, visits[0]?.at ?? 0);
  for (const turn of turns) {
    // A turn's visits bear the time at which the flow acted, which is a little later than its entries were written.
    const at = visits[device.visits.length]?.at ?? device.clock;
    for (const event of turn) {
      if (device.visits.length >= wanted) break;
      device = take(flow, { ...device, clock: Math.max(device.clock, at) }, { ...event, at });
    }
    if (device.visits.length >= wanted) break;
  }
  const isSame = device.visits.length >= wanted && device.visits.every(({ nodeId }, index) => nodeId === visits[index]?.node_id);
  return isSame ? device : null;
}

function take(flow: CompiledFlow, device: Device, event: Event): Device {
  const heard = withBubble(device, event);
  const mailbox = [...heard.mailbox, event];
  if (event.type === "execution_started") return settle(flow, { ...heard, execution: { number: 1, state: start() }, mailbox });
  // What the conversation could not take any more began another one, which is not this one's history.
  if (device.execution === null || (hasEnded(device.execution.state) && event.type !== "execution_retried")) return device;
  return settle(flow, { ...heard, mailbox });
}

function withBubble(device: Device, event: Event): Device {
  if ((event.type !== "message_received" && event.type !== "execution_started") || event.message === undefined) return device;
  const bubble: Bubble = { id: `b${device.bubbles.length + 1}`, at: device.clock, from: "contact", message: event.message, heardBy: null };
  return { ...device, bubbles: [...device.bubbles, bubble] };
}
