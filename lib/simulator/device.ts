import { CALL_TYPES } from "../effects/registry.ts";
import { addressOfFrame } from "../engine/callbacks.ts";
import { hasEnded } from "../engine/can-consume.ts";
import { CALLS } from "../engine/calls.ts";
import type { CompiledFlow } from "../engine/compile.ts";
import type { Event, SendOutcome } from "../engine/types.ts";
import { readContent } from "../whatsapp/inbound/registry.ts";
import { turnOf } from "../whatsapp/inbound/turn.ts";
import { applyEvents } from "./apply-events.ts";
import { findTap } from "./taps.ts";
import type { Action, Bubble, Device, Notice, Profile, SimulatedChannel } from "./types.ts";

/** A phone on which nothing has been said. `clock` is in milliseconds since 1970. */
export function newDevice(profile: Profile, clock: number, channel?: SimulatedChannel): Device {
  const empty = { execution: null, mailbox: [], entries: 0, timers: [], calls: [], sends: [], bubbles: [], visits: [] };
  return { clock, profile, ...(channel && { channel }), ...empty };
}

/**
 * The device after one action: a fake phone around the very engine that the worker runs. Deterministic; the device given
 * stays as it was. What cannot be done now (no timer runs, no call waits) returns the same device.
 */
export function applyAction(flow: CompiledFlow, device: Device, action: Action): Device {
  switch (action.type) {
    case "start":
      return device.isSilenced === true ? noticed(device, { type: "start_refused" }) : applyEvents(flow, device, action);
    case "say":
      return say(flow, device, action);
    case "tap": {
      const sends = findTap(device, action);
      return sends === null ? device : say(flow, device, { kind: sends.type, ...readContent(sends.type, sends) });
    }
    case "wait":
      return waitUntil(flow, device, device.clock + Math.max(0, action.ms));
    case "next_timer": {
      const next = nextTimer(device);
      return next === null ? device : waitUntil(flow, device, Math.max(device.clock, next));
    }
    case "call_back": {
      const { node, body } = action;
      return mayCallBack(device, node)
        ? receive(flow, device, { type: "callback_received", at: device.clock, node_id: node, body })
        : device;
    }
    case "answer_call": {
      const { effect } = action;
      const call = device.calls.find((each) => each.effect === effect);
      if (call === undefined) return device;
      const result = action.result ?? CALL_TYPES[effect].mock(call.request);
      const withNotice = noticed(device, { type: "call_answered", effect, nodeId: call.nodeId, result });
      const calls = device.calls.filter((each) => each !== call);
      return receive(flow, { ...withNotice, calls }, { type: CALLS[effect].event, at: device.clock, token: call.token, result });
    }
    case "settle_send": {
      const [send, ...sends] = device.sends;
      if (send === undefined) return device;
      const { token, mock } = send;
      const nodeId = device.execution?.state.nodeId ?? "";
      const outcome = action.outcome ?? mock;
      const marked = { ...device, bubbles: withRefused(device.bubbles, outcome) };
      const told = outcome === "accepted" ? marked : noticed(marked, { type: "send_settled", nodeId, outcome });
      return receive(flow, { ...told, sends }, { type: "message_settled", at: device.clock, token, outcome });
    }
  }
}

/** The last message of the flow is the one that is waited for. */
function withRefused(bubbles: Device["bubbles"], outcome: SendOutcome): Device["bubbles"] {
  if (outcome !== "refused" && outcome !== "window_closed") return bubbles;
  const last = bubbles.findLast(({ from }) => from === "flow");
  const refused = outcome === "refused" ? "other" : "window";
  return bubbles.map((bubble) => (bubble === last && bubble.from === "flow" ? { ...bubble, refused } : bubble));
}

/** Whether this node (as `addressName` names it) of the open execution can be called from outside: it has not been yet. */
function mayCallBack({ execution, mailbox, visits }: Device, node: string): boolean {
  if (execution === null || hasEnded(execution.state)) return false;
  const isKept = mailbox.some(({ event }) => event.type === "callback_received" && event.node_id === node);
  const isIt = ({ flow, nodeId }: Device["visits"][number]) => addressOfFrame({ nodeId, ...(flow && { flow }) }) === node;
  return !isKept && !visits.some((visit) => visit.execution === execution.number && isIt(visit) && visit.exit !== null);
}

/** When the earliest timer is due; null when none runs. */
export function nextTimer(device: Device): number | null {
  return device.timers.length === 0 ? null : Math.min(...device.timers.map(({ dueAt }) => dueAt));
}

function say(flow: CompiledFlow, device: Device, { text, kind = "text", data }: Omit<Extract<Action, { type: "say" }>, "type">): Device {
  const sent = device.bubbles.filter(({ from }) => from === "contact").length;
  const message = { id: `sim-${sent + 1}`, type: kind, text, ...(data === undefined ? {} : { data }) };
  const bubble: Bubble = { id: `b${device.bubbles.length + 1}`, at: device.clock, from: "contact", message, consumedBy: null };
  const shown = { ...device, bubbles: [...device.bubbles, bubble] };
  const turn = turnOf(message);
  if (turn === "none") return shown;
  return receive(flow, shown, {
    type: "message_received",
    at: device.clock,
    message,
    ...(turn !== "answers" && { answers: false }),
    ...(turn === "triggers" && { only_triggers: true }),
  });
}

/** Lets time pass: every timer that falls due on the way fires at its own moment, also those that are set on the way. */
function waitUntil(flow: CompiledFlow, device: Device, target: number): Device {
  if (target === device.clock && (nextTimer(device) ?? Infinity) > target) return device;
  let now = target > device.clock ? noticed(device, { type: "clock", ms: target - device.clock }) : device;
  for (;;) {
    const due = now.timers.filter(({ dueAt }) => dueAt <= target).sort((a, b) => a.dueAt - b.dueAt)[0];
    if (due === undefined) return { ...now, clock: target };
    const clock = Math.max(now.clock, due.dueAt);
    const timers = now.timers.filter((timer) => timer !== due);
    now = receive(flow, { ...now, clock, timers }, { type: "timer_fired", at: clock, token: due.token });
  }
}

function receive(flow: CompiledFlow, device: Device, event: Event): Device {
  const id = device.entries + 1;
  return applyEvents(flow, { ...device, mailbox: [...device.mailbox, { id, executionId: null, event }], entries: id });
}

function noticed(device: Device, notice: Notice): Device {
  return { ...device, bubbles: [...device.bubbles, { id: `b${device.bubbles.length + 1}`, at: device.clock, from: "device", notice }] };
}
