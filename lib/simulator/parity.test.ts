import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LoadedContact, type MailboxEntry, planAdvance } from "#server/advance/plan";
import { hasEnded } from "../engine/can-consume.ts";
import { compile, type CompiledFlow } from "../engine/compile.ts";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import { mockResult, MOCK_FAILURE } from "./answers.ts";
import { applyAction, newDevice } from "./device.ts";
import type { Action, Device } from "./types.ts";

const PROFILE = { name: "Ana", phone: "5511999990000" };
const MINUTE = 60_000;

/** The server's decisions on rows kept in memory, as the database would keep them. */
function server(flow: CompiledFlow) {
  let clock = 0;
  let ids = 0;
  const contact: LoadedContact = {
    id: 1,
    channelId: 1,
    profile: PROFILE,
    open: null,
    defaultVersion: { flowId: 1, flowVersionId: 1 },
    mailbox: [],
  };
  let timers: { execution: number; token: string; dueAt: number }[] = [];
  const calls: { execution: number; token: string }[] = [];
  const said: string[] = [];
  const visits: string[] = [];
  let status = "none";
  let context: unknown = null;

  function put(entry: Omit<MailboxEntry, "id">): void {
    contact.mailbox.push({ ...entry, id: (ids += 1) } as MailboxEntry);
    const plan = planAdvance(contact, { flow: () => flow, nextExecutionId: () => (ids += 1), now: clock });
    const done = new Set(plan.processed.map(({ id }) => id));
    contact.mailbox = contact.mailbox.filter(({ id }) => !done.has(id));
    for (const change of plan.changes) {
      said.push(...change.messages.flatMap(({ message }) => splitMessage(message).map(({ text }) => text)));
      visits.push(...change.visits.map(({ seq, nodeId, at, outcome }) => `${seq} ${nodeId} ${outcome} ${at}`));
      timers = timers.filter(
        ({ execution }) => execution !== change.id || change.state.waitingFor?.token === change.was?.waitingFor?.token,
      );
      timers.push(...change.timers.map((timer) => ({ ...timer, execution: change.id })));
      calls.push(...change.aiCalls.map(({ token }) => ({ token, execution: change.id })));
      ({ status, context } = change.state);
      contact.open = hasEnded(change.state) ? null : { id: change.id, flowId: 1, flowVersionId: 1, state: change.state, seq: 0 };
    }
  }

  const due = () => timers.filter(({ execution }) => execution === contact.open?.id).sort((a, b) => a.dueAt - b.dueAt)[0];
  function waitUntil(target: number): void {
    for (let timer = due(); timer !== undefined && timer.dueAt <= target; timer = due()) {
      const fired = timer;
      timers = timers.filter((each) => each !== fired);
      clock = Math.max(clock, fired.dueAt);
      put({ executionId: fired.execution, kind: "timer_fired", payload: { token: fired.token } });
    }
    clock = target;
  }

  return {
    do(action: Action): void {
      if (action.type === "say")
        put({
          executionId: null,
          kind: "message_received",
          payload: { message: { id: `sim-${(ids += 1)}`, type: "text", text: action.text } },
        });
      else if (action.type === "start")
        put({
          executionId: null,
          kind: "execution_started",
          payload: { execution_id: (ids += 1), flow_id: 1, flow_version_id: 1, context: action.context },
        });
      else if (action.type === "wait") waitUntil(clock + action.ms);
      else if (action.type === "next_timer") waitUntil(Math.max(clock, due()?.dueAt ?? clock));
      else {
        const call = calls.find(({ execution, token }) => execution === contact.open?.id && contact.open.state.waitingFor?.token === token);
        if (call !== undefined)
          put({ executionId: call.execution, kind: "ai_completed", payload: { token: call.token, result: action.result } });
      }
    },
    seen: () => ({ said, visits, status, context: withoutIds(context), mailbox: contact.mailbox.length, clock }),
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

/** The server's messages carry WhatsApp's ids, the device's its own. */
const withoutIds = (context: unknown): unknown => JSON.parse(JSON.stringify(context).replace(/"id":"sim-\d+"/g, '"id":"?"'));

const action: fc.Arbitrary<Action> = fc.oneof(
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
      { type: "answer_ai", result: mockResult({ include_response: true }, "Claro!") },
      { type: "answer_ai", result: MOCK_FAILURE },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ type: "start", context: {} }, { type: "start", context: { nome: "Bia" } }) },
);

const folder = `${import.meta.dirname}/../engine/conversations`;
const root = `${import.meta.dirname}/../..`;
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

test.each(readdirSync(folder).filter((file) => file.endsWith(".json")))(
  "the device does with the flow of %s what the server does",
  (file) => {
    const { flow: given } = read(`${folder}/${file}`) as { flow: unknown };
    const flow = compile(flowGraphSchema.parse(typeof given === "string" ? read(`${root}/${given}`) : given), nodeTypes);
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
