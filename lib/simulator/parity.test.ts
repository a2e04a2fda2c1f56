import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isCall } from "../engine/calls.ts";
import { hasEnded } from "../engine/can-consume.ts";
import type { Calendar } from "../engine/calendar/types.ts";
import { compileOthers } from "../engine/other-flows.ts";
import { compile, type CompiledFlow, withCalendars, withFlows } from "../engine/compile.ts";
import { tokensOf } from "../engine/frames.ts";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import type { MailboxEntry, OpenExecution } from "../engine/mailbox.ts";
import { runMailbox } from "../engine/run-mailbox.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { isWithinWindow } from "../engine/validate/window.ts";
import { isRecord } from "../engine/values/values.ts";
import { type Context, type IncomingMessage, type OutgoingMessage, SEND_OUTCOMES } from "../engine/types.ts";
import { readContent } from "../whatsapp/inbound/registry.ts";
import { turnOf } from "../whatsapp/inbound/turn.ts";
import { splitMessage, tapsOf } from "../whatsapp/outgoing/registry.ts";
import { MOCK_FAILURE, mockAnswer } from "../effects/complete_ai/effect.ts";
import { applyAction, newDevice } from "./device.ts";
import type { Action, Device } from "./types.ts";

const PROFILE = { name: "Ana", phone: "5511999990000" };
const VERSION = { flowId: 1, flowVersionId: 1 };
const MINUTE = 60_000;

/** The engine on rows kept in memory, as the server and its database keep them. */
function server(flow: CompiledFlow) {
  let clock = 0;
  let ids = 0;
  let open: OpenExecution | null = null;
  let mailbox: MailboxEntry[] = [];
  let timers: { execution: number; token: string; dueAt: number }[] = [];
  const calls: { execution: number; token: string }[] = [];
  const sends: { execution: number; token: string }[] = [];
  /** Whether it was shown: not beyond the 24 hours, and not where Meta refuses it. */
  const sent: { message: OutgoingMessage; isShown: boolean }[] = [];
  /** When the contact last opened the window: before they have written, when the first flow began. */
  let heardAt: number | null = null;
  const visits: string[] = [];
  let status = "none";
  let context: Context | null = null;
  let profile: Context = PROFILE;

  function put(executionId: number | null, event: MailboxEntry["event"]): void {
    mailbox.push({ id: (ids += 1), executionId, event });
    const contact = { profile, open, defaultVersion: VERSION };
    // All of it now, as it is read from the database.
    const now = mailbox.map((entry) => ({ ...entry, event: { ...entry.event, at: clock } }));
    const { changes, processed } = runMailbox(contact, now, { flow: () => flow, nextExecutionId: () => (ids += 1) });
    const done = new Set(processed.map(({ id }) => id));
    mailbox = mailbox.filter(({ id }) => !done.has(id));
    for (const { execution, visits: made, effects } of changes) {
      heardAt ??= clock;
      visits.push(...made.map(({ seq, nodeId, at, outcome }) => `${seq} ${nodeId} ${outcome} ${at}`));
      timers = timers.filter((timer) => timer.execution !== execution.id || tokensOf(execution.state).includes(timer.token));
      for (const { effect } of effects) {
        if (effect.type === "send_message") {
          const isShown = isWithinWindow((clock - heardAt) / 1_000);
          sent.push(...splitMessage(effect.message).map((message) => ({ message, isShown })));
          if (effect.wakes !== undefined) sends.push({ token: effect.wakes, execution: execution.id });
        } else if (effect.type === "schedule_timer") timers.push({ token: effect.token, dueAt: effect.dueAt, execution: execution.id });
        else if (isCall(effect)) calls.push({ token: effect.token, execution: execution.id });
      }
      ({ status, context } = execution.state);
      const { contact: known } = execution.state.context;
      if (effects.some(({ effect }) => effect.type === "update_contact") && isRecord(known)) profile = known;
      open = hasEnded(execution.state) ? null : { ...VERSION, id: execution.id, state: execution.state, seq: 0 };
    }
  }

  /** As the webhook decides before it stores. */
  function hear(said: Omit<IncomingMessage, "id">): void {
    const turn = turnOf(said);
    if (turn === "none") return;
    heardAt = clock;
    const message = { id: `sim-${(ids += 1)}`, ...said };
    put(null, { type: "message_received", at: clock, message, ...(turn === "wakes" && { answers: false }) });
  }

  const due = () => timers.filter(({ execution }) => execution === open?.id).sort((a, b) => a.dueAt - b.dueAt)[0];
  function waitUntil(target: number): void {
    for (let timer = due(); timer !== undefined && timer.dueAt <= target; timer = due()) {
      const fired = timer;
      timers = timers.filter((each) => each !== fired);
      clock = Math.max(clock, fired.dueAt);
      put(fired.execution, { type: "timer_fired", at: clock, token: fired.token });
    }
    clock = target;
  }

  return {
    do(action: Action): void {
      if (action.type === "say") {
        hear({ type: action.kind ?? "text", text: action.text, ...(action.data && { data: action.data }) });
      } else if (action.type === "tap") {
        const tap = tapIn(
          sent.flatMap(({ message, isShown }) => (isShown ? message : [])),
          action,
        );
        if (tap === null) return;
        const sends = tap.fill?.sends(action.values ?? {}) ?? tap.sends;
        hear({ type: sends.type, ...readContent(sends.type, sends) });
      } else if (action.type === "start") {
        const id = (ids += 1);
        put(id, { type: "execution_started", at: clock, execution_id: id, flow_id: 1, flow_version_id: 1, context: action.context });
      } else if (action.type === "wait") waitUntil(clock + action.ms);
      else if (action.type === "next_timer") waitUntil(Math.max(clock, due()?.dueAt ?? clock));
      else if (action.type === "settle_send") {
        const send = sends.find(({ execution, token }) => execution === open?.id && open.state.waitingFor?.token === token);
        const { outcome = "accepted" } = action;
        const last = sent.at(-1);
        if (send !== undefined && last !== undefined) last.isShown &&= outcome !== "refused" && outcome !== "window_closed";
        if (send !== undefined) put(send.execution, { type: "message_settled", at: clock, token: send.token, outcome });
      } else if (action.type === "answer_call") {
        const call = calls.find(({ execution, token }) => execution === open?.id && open.state.waitingFor?.token === token);
        if (call !== undefined) put(call.execution, { type: "ai_completed", at: clock, token: call.token, result: action.result ?? {} });
      }
    },
    seen: () => ({
      said: sent.map(({ message }) => message.text),
      visits,
      status,
      context: withoutIds(context),
      mailbox: mailbox.length,
      clock,
    }),
  };
}

function seen(device: Device) {
  return {
    said: device.bubbles.flatMap((bubble) => (bubble.from === "flow" ? [bubble.message.text] : [])),
    visits: device.visits.map(({ seq, nodeId, at, outcome }) => `${seq} ${nodeId} ${outcome} ${at}`),
    status: device.execution?.state.status ?? "none",
    context: withoutIds(device.execution?.state.context ?? null),
    mailbox: device.mailbox.length,
    clock: device.clock,
  };
}

/** The server's messages carry WhatsApp's ids, the device's its own; and the ids of buttons name the execution. */
const withoutIds = (context: unknown): unknown =>
  JSON.parse(
    JSON.stringify(context)
      .replace(/"id":"sim-\d+"/g, '"id":"?"')
      .replace(/"id":"v\d+\.\w+:/g, '"id":"v?:')
      .replace(/"flow_token":"v\d+\.\w+"/g, '"flow_token":"v?"'),
  );

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ choice: fc.constantFrom("sim", "nao", "book", "#2", "+1", "Cancelar", "9", "form"), back: fc.constantFrom(0, 0, 1) })
      .map((tap): Action => ({ type: "tap", ...tap })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Action>(
      { type: "say", kind: "unsupported", text: "" },
      { type: "say", kind: "reaction", text: "👍" },
      { type: "say", kind: "image", text: "", data: { id: "2001" } },
      { type: "say", kind: "image", text: "", data: {} },
    ),
  },
  { weight: 6, arbitrary: fc.constantFrom("oi", "1", "2", "3", "Ana", "17", "sim", "").map((text): Action => ({ type: "say", text })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Action>(
      { type: "next_timer" },
      { type: "wait", ms: 500 },
      { type: "wait", ms: 10 * MINUTE },
      { type: "wait", ms: 48 * 60 * MINUTE },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Action>(
      { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: true }, "Claro!") },
      { type: "answer_call", effect: "complete_ai", result: MOCK_FAILURE },
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(...SEND_OUTCOMES).map((outcome): Action => ({ type: "settle_send", outcome })) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ type: "start", context: {} }, { type: "start", context: { nome: "Bia" } }) },
);

/** As a contact finds it on the screen. */
function tapIn(sent: readonly OutgoingMessage[], { choice, back = 0 }: Extract<Action, { type: "tap" }>) {
  const offered = sent.map(tapsOf).filter((taps) => taps.length > 0);
  const taps = offered.at(-1 - back) ?? [];
  return taps.find(({ id }) => id.endsWith(`:${choice}`)) ?? taps.find(({ title }) => title === choice) ?? null;
}

/** A golden conversation's flows. */
interface Conversation {
  flow: unknown;
  flows?: { [flowId: string]: unknown };
  calendars?: Calendar[];
}

const folder = `${import.meta.dirname}/../engine/conversations`;
const root = `${import.meta.dirname}/../..`;
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

test.each(readdirSync(folder).filter((file) => file.endsWith(".json")))(
  "the device does with the flow of %s what the server does",
  (file) => {
    const { flow: given, flows = {}, calendars = [] } = read(`${folder}/${file}`) as Conversation;
    const others = Object.entries(flows).map(([id, other]) => ({
      ...{ id: Number(id), name: id, is_archived: false },
      published: { version: 1, version_id: Number(id) * 10, graph: flowGraphSchema.parse(other) },
    }));
    const graph = flowGraphSchema.parse(typeof given === "string" ? read(`${root}/${given}`) : given);
    const flow = withCalendars(withFlows(compile(graph, nodeTypes), compileOthers(others, nodeTypes)), calendars);
    fc.assert(
      fc.property(fc.array(action, { maxLength: 14 }), (actions) => {
        const real = server(flow);
        for (const each of actions) real.do(each);
        const device = actions.reduce((now, each) => applyAction(flow, now, each), newDevice(PROFILE, 0));
        expect(seen(device)).toEqual(real.seen());
      }),
      { numRuns: 60 },
    );
  },
);
