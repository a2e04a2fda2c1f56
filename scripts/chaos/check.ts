import { setTimeout as sleep } from "node:timers/promises";
import { JOBS, VIOLATIONS } from "../test-setup/end-to-end.ts";
import { unansweredSql } from "#server/recovery/unanswered";
import { AGENDA, flowId } from "./flows.ts";
import { fits, type Ours, type Phone, textOf, wordsOf } from "./person.ts";
import type { World } from "./world.ts";

interface Row {
  wa_id: string;
  wamid: string | null;
  direction: "inbound" | "outbound";
  status: string;
  text: string;
  error: unknown;
}

const MESSAGES = `SELECT c.wa_id, m.wamid, m.direction, m.status, m.text, m.error FROM messages m JOIN contacts c ON c.id = m.contact_id
  ORDER BY m.id`;

/** Of a schedule that is over, too. */
const MORE = { "an occurrence that is not finished": "SELECT id FROM trigger_runs WHERE finished_at IS NULL" };

/** Waits until nothing is on its way any more on either side; returns what still is when the patience is over. */
export async function untilQuiet({ meta, rows }: World, patienceMs: number): Promise<string[]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = Object.keys(meta.state().posts).length + meta.state().due.length;
    const found = left > 0 ? [`${left} webhooks and statuses of the emulator's are on their way`] : [];
    for (const [name, sql] of Object.entries({ ...VIOLATIONS, "a job that is still to be done": JOBS, ...MORE })) {
      if (found.length > 0) break;
      const broken = await rows(sql);
      if (broken.length > 0) found.push(`${name}: ${JSON.stringify(broken.slice(0, 5))}`);
    }
    if (found.length === 0 || Date.now() > until) return found;
    await sleep(500);
  }
}

/** The schedule begins nothing more, so that there is a moment at which all is over. */
export async function endSchedule({ rows }: World): Promise<void> {
  await rows("UPDATE flows SET archived_at = now() WHERE id = $1", [flowId("agenda")]);
}

/** What happened to somebody lately, in words, for whoever looks for the cause of a fault. */
export async function account({ rows }: World, waId: string): Promise<string[]> {
  const lines = await rows<{ line: string }>(
    `WITH who AS (SELECT id FROM contacts WHERE wa_id = $1)
     SELECT to_char(at, 'HH24:MI:SS.MS ') || line AS line FROM (
       SELECT created_at AS at, concat_ws(' ', direction, status, text, error->>'title') AS line FROM messages WHERE contact_id IN (TABLE who)
       UNION ALL SELECT processed_at, concat_ws(' ', 'taken', kind, payload#>>'{message,text}', 'by', execution_id) FROM mailbox
         WHERE contact_id IN (TABLE who)
       UNION ALL SELECT e.started_at, concat_ws(' ', 'begins', e.id, f.name, started_by) FROM executions e JOIN flows f ON f.id = e.flow_id
         WHERE contact_id IN (TABLE who)
       UNION ALL SELECT e.updated_at, concat_ws(' ', 'is', e.status, e.id, f.name, e.reason) FROM executions e JOIN flows f ON f.id = e.flow_id
         WHERE contact_id IN (TABLE who)
     ) happened ORDER BY at DESC NULLS FIRST LIMIT 25`,
    [waId],
  );
  return lines.map(({ line }) => line).toReversed();
}

/** What a person's phone has to ask of us. */
export const oursOf = ({ rows }: World): Ours => ({
  doubts: async (waId) =>
    (
      await rows<{ text: string }>(
        `SELECT m.text FROM messages m JOIN contacts c ON c.id = m.contact_id
         WHERE c.wa_id = $1 AND m.direction = 'outbound' AND m.status = 'unknown' AND m.not_before IS NULL`,
        [waId],
      )
    ).map(({ text }) => text),
  isTaken: async (wamid) =>
    (await rows("SELECT FROM mailbox WHERE payload->'message'->>'id' = $1 AND processed_at IS NOT NULL", [wamid])).length > 0,
  isUnanswered: async (waId) => (await unanswered({ rows })).includes(waId),
});

const DAY_SECONDS = 86_400;

/** The list of DESIGN 7.7, without its grace. */
async function unanswered({ rows }: Pick<World, "rows">): Promise<string[]> {
  const found = await rows<{ wa_id: string }>(
    `${unansweredSql(0)} SELECT c.wa_id FROM unanswered u JOIN contacts c ON c.id = u.contact_id`,
    [DAY_SECONDS],
  );
  return found.map(({ wa_id }) => wa_id);
}

interface Ledger {
  faults: string[];
  sent: number;
  inDoubt: number;
}

/** Meta's book beside ours: who got what, and what we know of it. */
export async function compare({ meta, rows }: World, phones: readonly Phone[], numbers: readonly string[]): Promise<Ledger> {
  const all = await rows<Row>(MESSAGES);
  const faults: string[] = [];
  const ours = new Map(all.filter(({ direction }) => direction === "outbound").map((row) => [row.wamid ?? Symbol("none"), row]));
  const chats = numbers.flatMap((number) => Object.values(meta.state().numbers[number]?.contacts ?? {}));
  const accepted = chats.flatMap(({ waId, chat }) => chat.filter(({ from }) => from === "business").map((entry) => ({ waId, entry })));
  for (const { waId, entry } of accepted) {
    const row = ours.get(entry.wamid);
    const settled = entry.error === null ? "read" : "failed";
    if (row === undefined) faults.push(`${waId} got "${textOf(entry)}" (${entry.wamid}), of which no row of ours knows`);
    else if (row.status !== settled) faults.push(`"${textOf(entry)}" is ${settled} with ${waId}, and ${row.status} with us`);
    ours.delete(entry.wamid);
  }
  const refused = new Map(phones.map((phone) => [phone.waId, phone.refused]));
  for (const row of ours.values())
    if (row.status !== "unknown" && !(row.status === "failed" && refused.get(row.wa_id)?.includes(row.text)))
      faults.push(`"${row.text}" to ${row.wa_id} is ${row.status}, and Meta never took it: ${JSON.stringify(row.error)}`);
  const doubts = [...ours.values()].filter(({ status }) => status === "unknown");
  const heard = new Map<string, number>();
  for (const { direction, wamid } of all) if (direction === "inbound" && wamid !== null) heard.set(wamid, (heard.get(wamid) ?? 0) + 1);
  for (const phone of phones) {
    for (const wamid of phone.said)
      if (heard.get(wamid) !== 1) faults.push(`${phone.waId} said ${wamid}: kept ${heard.get(wamid) ?? 0} times`);
    for (const missing of phone.missing)
      if (typeof missing === "string" || missing instanceof RegExp) {
        const isKnown = doubts.some(({ wa_id, text }) => wa_id === phone.waId && fits(missing, text));
        if (!isKnown) faults.push(`${phone.waId} never got ${wordsOf([missing])}, and no row says so`);
      }
    const more = phone.rest();
    // Who rests on a message in doubt hears no longer what comes of itself; but all of that but once.
    const isRight = phone.rests ? new Set(more).size === more.length : more.every((text) => phone.strays.includes(text));
    if (!isRight) faults.push(`${phone.waId} got more in the end: ${JSON.stringify(more)}`);
  }
  return { faults, sent: accepted.length, inDoubt: doubts.length };
}

interface Execution {
  wa_id: string;
  life: string;
  is_open: boolean;
  status: string;
}

/**
 * What became of the conversations, beside what must have: in this order they began and ended so, a rescue for each that failed, and none
 * goes on but where a message is in doubt. The schedule has begun as often as it says, and nobody is left without an answer.
 */
export async function conversations(world: World, phones: readonly Phone[]): Promise<string[]> {
  const { rows } = world;
  const all = await rows<Execution>(
    `SELECT c.wa_id, f.name || ' ' || e.status AS life, e.ended_at IS NULL AS is_open, e.status
     FROM executions e JOIN contacts c ON c.id = e.contact_id JOIN flows f ON f.id = e.flow_id
     WHERE e.started_by ->> 'type' IS DISTINCT FROM 'schedule' ORDER BY e.started_at, e.id`,
  );
  const faults: string[] = [];
  for (const { waId, lives, rests } of phones) {
    const own = all.filter(({ wa_id }) => wa_id === waId);
    const known = rests ? own.slice(0, lives.length) : own;
    const found = known.map(({ life }) => life).join(", ");
    if (found !== lives.join(", ")) faults.push(`${waId} had the conversations "${found}" in place of "${lives.join(", ")}"`);
    const open = own.filter(({ is_open, status }) => is_open && !(rests && status === "waiting"));
    if (open.length > 0) faults.push(`${waId} has a conversation that goes on: ${JSON.stringify(open)}`);
  }
  const rescues = await rows<{ id: number; rescues: number }>(
    `SELECT e.id, (SELECT count(*)::int FROM executions r WHERE r.rescues = e.id) AS rescues FROM executions e
     WHERE (e.status = 'failed' AND e.rescues IS NULL) <> EXISTS (SELECT FROM executions r WHERE r.rescues = e.id)
       OR (SELECT count(*) FROM executions r WHERE r.rescues = e.id) > 1`,
  );
  if (rescues.length > 0) faults.push(`failed, and not rescued once: ${JSON.stringify(rescues)}`);
  const [schedule] = await rows<{ asked: number; begun: number; said: number }>(
    `SELECT (SELECT coalesce(sum(started), 0)::int FROM trigger_runs) AS asked,
       (SELECT count(*)::int FROM execution_log WHERE node_id = 'agenda' AND outcome = 'left') AS begun,
       (SELECT count(*)::int FROM messages WHERE direction = 'outbound' AND text ~ $1) AS said`,
    [AGENDA.source],
  );
  if (schedule === undefined || schedule.asked !== schedule.begun || schedule.asked !== schedule.said)
    faults.push(`what the schedule asked for, began and said differ: ${JSON.stringify(schedule)}`);
  const left = await unanswered(world);
  if (left.length > 0) faults.push(`left without an answer: ${left.join(", ")}`);
  return faults;
}
