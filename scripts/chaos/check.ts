import { setTimeout as sleep } from "node:timers/promises";
import { JOBS, VIOLATIONS } from "../test-setup/end-to-end.ts";
import { fits, type Phone, textOf, wordsOf } from "./person.ts";
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

/** Waits until nothing is on its way any more on either side; returns what still is when the patience is over. */
export async function untilQuiet({ meta, rows }: World, patienceMs: number): Promise<string[]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = Object.keys(meta.state().posts).length + meta.state().due.length;
    const found = left > 0 ? [`${left} webhooks and statuses of the emulator's are on their way`] : [];
    for (const [name, sql] of Object.entries({ ...VIOLATIONS, "a job that is still to be done": JOBS })) {
      if (found.length > 0) break;
      const broken = await rows(sql);
      if (broken.length > 0) found.push(`${name}: ${JSON.stringify(broken.slice(0, 5))}`);
    }
    if (found.length === 0 || Date.now() > until) return found;
    await sleep(500);
  }
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
    if (row === undefined) faults.push(`${waId} got "${textOf(entry)}" (${entry.wamid}), of which no row of ours knows`);
    else if (row.status !== "read") faults.push(`${waId} read "${textOf(entry)}", which is ${row.status} with us`);
    ours.delete(entry.wamid);
  }
  for (const row of ours.values())
    if (row.status !== "unknown")
      faults.push(`"${row.text}" to ${row.wa_id} is ${row.status}, and Meta never took it: ${JSON.stringify(row.error)}`);
  const doubts = [...ours.values()].filter(({ status }) => status === "unknown");
  const heard = new Map<string, number>();
  for (const { direction, wamid } of all) if (direction === "inbound" && wamid !== null) heard.set(wamid, (heard.get(wamid) ?? 0) + 1);
  for (const phone of phones) {
    for (const wamid of phone.said)
      if (heard.get(wamid) !== 1) faults.push(`${phone.waId} said ${wamid}: kept ${heard.get(wamid) ?? 0} times`);
    for (const missing of phone.missing)
      if (typeof missing !== "object" || missing instanceof RegExp) {
        const isKnown = doubts.some(({ wa_id, text }) => wa_id === phone.waId && fits(missing, text));
        if (!isKnown) faults.push(`${phone.waId} never got ${wordsOf([missing])}, and no row says so`);
      }
    const more = phone.chat().slice(phone.heardCount());
    if (more.some((text) => !phone.mayFollow.includes(text))) faults.push(`${phone.waId} got more in the end: ${JSON.stringify(more)}`);
  }
  return { faults, sent: accepted.length, inDoubt: doubts.length };
}
