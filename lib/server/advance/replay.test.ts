import fc from "fast-check";
import { expect, test } from "vitest";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { anyActions, anyCalendar, certainly, replayedFlows } from "../../../scripts/test-setup/replayed.ts";
import type { Calendar } from "#lib/engine/calendar/types.ts";
import type { OtherFlow } from "#lib/engine/other-flows.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { prepareFlow, recordAsTest, runFlowTests } from "#lib/flow-tests/run.ts";
import { current, newSession, proceed } from "#lib/simulator/session.ts";
import type { Action, Device } from "#lib/simulator/types.ts";

const { server, advance, answerWith, contact, write, said } = await startAdvancing();
const { fireDueTimers } = await import("#server/effects/schedule_timer/fire");

/** Timers within so many seconds of one another are due at once: at the simulator nothing takes time. */
const AT_ONCE = "30 s";

const isMoment = (value: unknown): value is number => typeof value === "number" && value > 1e12;

interface Timer {
  id: number;
  ms: number;
}

/** The next timer fires, and whatever is due with it: all times are put back by as much as it is waited. */
async function nextTimer(contactId: number): Promise<void> {
  const due = await server.rows<Timer>(
    `SELECT id, (extract(epoch FROM due_at - now()) * 1000)::float8 AS ms FROM scheduled_actions s
     WHERE contact_id = $1 AND status = 'pending'
       AND due_at <= (SELECT min(due_at) FROM scheduled_actions WHERE contact_id = $1 AND status = 'pending') + $2::interval
     ORDER BY due_at`,
    [contactId, AT_ONCE],
  );
  // Until the last of them: one that fired before its moment would be set again.
  const last = due.at(-1);
  if (last === undefined) return;
  const ms = Math.max(0, Math.ceil(last.ms));
  for (const [table, column] of [
    ["scheduled_actions", "due_at"],
    ["executions", "ended_at"],
  ])
    await server.rows(`UPDATE ${table} SET ${column} = ${column} - make_interval(secs => $2) WHERE contact_id = $1`, [
      contactId,
      ms / 1_000,
    ]);
  const executions = await server.rows<{ id: number; state: object }>("SELECT id, state FROM executions WHERE contact_id = $1", [
    contactId,
  ]);
  for (const { id, state } of executions) {
    const earlier = JSON.stringify(state, (_, value: unknown) => (isMoment(value) ? value - ms : value));
    await server.rows("UPDATE executions SET state = $2 WHERE id = $1", [id, earlier]);
  }
  for (const { id } of due) {
    await server.rows("UPDATE scheduled_actions SET due_at = now() - interval '1 s' WHERE id = $1 AND status = 'pending'", [id]);
    await fireDueTimers();
    await advance(contactId);
  }
}

async function onServer(contactId: number, actions: readonly Action[]): Promise<void> {
  for (const action of actions) {
    if (action.type === "say") {
      await write(contactId, action.text);
      await advance(contactId);
    } else await nextTimer(contactId);
  }
}

async function lastState(contactId: number): Promise<object | null> {
  const [last] = await server.rows<{ state: object }>(
    "SELECT state FROM executions WHERE contact_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1",
    [contactId],
  );
  return last?.state ?? null;
}

const seenOnServer = async (contactId: number, own: { flowId: number; versionId: number }) => ({
  said: await said(contactId),
  visits: await server.rows(
    `SELECT l.seq, l.node_id, l.outcome, l.exit, l.note FROM execution_log l JOIN executions e ON e.id = l.execution_id
     WHERE e.contact_id = $1 ORDER BY e.started_at, e.id, l.seq`,
    [contactId],
  ),
  state: comparable(await lastState(contactId), own),
});

const seenAtSimulator = ({ bubbles, visits, execution }: Device) => ({
  said: bubbles.flatMap((bubble) => (bubble.from === "flow" ? [bubble.message.text] : [])),
  visits: visits.map(({ seq, nodeId, outcome, exit, note }) => ({ seq, node_id: nodeId, outcome, exit, note: note ?? null })),
  state: comparable(execution?.state ?? null),
});

const NAMES_AND_MOMENTS = ["nonce", "callbackKey", "askedAfter", "heardAt", "quiet"];

/** Without what names the execution, its messages, and moments. At the simulator the flow itself, as it is drawn, has no id yet. */
function comparable(state: object | null, own?: { flowId: number; versionId: number }): unknown {
  const text = JSON.stringify(state, (key, value: unknown) => {
    const isName = NAMES_AND_MOMENTS.includes(key) || (key === "id" && typeof value === "string" && /^(sim-\d+|[\da-f-]{36})$/.test(value));
    if ((key === "flowId" && value === own?.flowId) || (key === "flowVersionId" && value === own?.versionId)) return -1;
    return isName || isMoment(value) ? undefined : value;
  });
  return JSON.parse(text.replaceAll(/"v(\d+)\.\w+(\.idle)?"/g, '"v$1$2"')) as unknown;
}

const published = (name: string, { flowId, versionId }: { flowId: number; versionId: number }, flow: FlowGraph): OtherFlow => ({
  ...{ id: flowId, name, is_archived: false },
  published: { version: 1, version_id: versionId, graph: flow },
});

async function keepCalendar({ time_zone, hours, holidays }: Calendar): Promise<void> {
  await server.rows("DELETE FROM calendars");
  await server.rows("INSERT INTO calendars (name, time_zone, hours, holidays, prepared_holidays) VALUES ('Loja', $1, $2, $3, 'none')", [
    time_zone,
    JSON.stringify(hours),
    JSON.stringify(holidays),
  ]);
}

test("property: the same events give the same states on the server, at the simulator and in a flow test: flows within flows and on top of others, hours and holidays included", async () => {
  const graphs = replayedFlows({ child: 1, tail: 2 });
  const child = await server.publish(graphs.child);
  const tail = await server.publish(graphs.tail);
  const { main } = replayedFlows({ child: child.flowId, tail: tail.flowId });
  const own = await answerWith(main);
  const others = [published("child", child, graphs.child), published("tail", tail, graphs.tail), published("main", own, main)];
  const begin = Date.now();
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyActions, anyCalendar(begin), async (actions, calendar) => {
      await keepCalendar(calendar);
      const id = await contact();
      await server.rows("UPDATE contacts SET name = 'Ana' WHERE id = $1", [id]);
      await onServer(id, actions);
      const [who] = await server.rows<{ wa_id: string }>("SELECT wa_id FROM contacts WHERE id = $1", [id]);
      const around = { calendars: [calendar], others };
      const flow = prepareFlow(main, around);
      const session = actions.reduce(
        (now, action) => proceed(now, flow, action),
        newSession({ name: "Ana", phone: who?.wa_id ?? "" }, Date.now()),
      );
      const device = current(session);
      expect(await seenOnServer(id, own)).toEqual(seenAtSimulator(device));
      for (const { nodeId, exit, note } of device.visits) reached.add(`${nodeId} ${exit ?? note ?? ""}`);
      if (session.at === 0) return;
      const kept = recordAsTest(session, flow, "kept");
      expect(runFlowTests(main, [kept], around)[0]).toMatchObject({ passed: true });
    }),
    { numRuns: 20, examples: certainly(begin) },
  );
  // Nothing that the name promises was left to chance.
  for (const way of ["mainHours open", "mainHours holiday", "mainHours closed", "childHours open", "childHours holiday"])
    expect([...reached]).toContain(way);
  for (const way of ["child completed", "child failed", "child expired", "ask came_back"]) expect([...reached]).toContain(way);
}, 240_000);
