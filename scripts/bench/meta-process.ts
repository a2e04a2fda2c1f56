import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "#lib/meta-emulator/control.ts";
import { tapsOfEntry } from "#lib/meta-emulator/phone/taps.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator } from "#lib/meta-emulator/serve/server.ts";
import type { ChatEntry } from "#lib/meta-emulator/types.ts";

/** The emulated Meta of the benchmark, in a process of its own, with people who tap whatever menu they get. */
export interface MetaCommand {
  number: string;
  people: number;
  /** Menus that each of them taps. */
  taps: number;
  /** From a menu's arrival to the tap. */
  thinkMs: number;
}
export interface MetaReport {
  /** Milliseconds from each tap until the next menu was at Meta. */
  answered: number[];
  /** Of all. */
  seconds: number;
  /** Taps without a menu, menus too many, messages that were not read in the end. */
  lost: number;
  repeated: number;
  unread: number;
}

const [port = "0", key = "", webhookUrl = ""] = process.argv.slice(2);
/** After so long a menu counts as lost, and what is not read as unread. */
const PATIENCE_MS = 40_000;
const LOOK_MS = 5;

const meta = await startEmulator({
  keys: emulatorKeys(key),
  webhookUrl,
  port: Number(port),
  settings: { pace: { sent: 40, delivered: 200, read: 300 } },
});

async function run({ number, people, taps, thinkMs }: MetaCommand): Promise<MetaReport> {
  // Each status in a POST of its own, as Meta sends them; the benchmark is of our limits, not of Meta's.
  meta.act({ act: "faults", number, faults: { apart: true, throughput: 0, pair_rate: false, answer_delay_ms: 80 } } as Act);
  const startedAt = performance.now();
  const answered: number[] = [];
  let lost = 0;
  const menus = (waId: string): readonly ChatEntry[] =>
    meta.state().numbers[number]?.contacts[waId]?.chat.filter(({ from }) => from === "business") ?? [];
  const until = async (holds: () => boolean): Promise<boolean> => {
    for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await sleep(LOOK_MS)) if (holds()) return true;
    return false;
  };

  async function person(n: number): Promise<string> {
    const waId = String(5_511_800_000_000 + n);
    const act = (more: object) => meta.act({ number, wa_id: waId, name: `Pessoa ${n}`, ...more } as Act);
    await sleep((n * thinkMs) / people);
    act({ act: "say", kind: "text", values: { text: "oi" } });
    for (let had = 1; had <= taps; had += 1) {
      if (!(await until(() => menus(waId).length >= had))) lost += 1;
      await sleep(thinkMs);
      const menu = menus(waId).at(-1);
      const choices = menu === undefined ? [] : tapsOfEntry(meta.state().settings, menu);
      const since = performance.now();
      act({ act: "tap", message: menu?.wamid ?? "", tap: choices[had % Math.max(1, choices.length)]?.id ?? "" });
      if (await until(() => menus(waId).length > had)) answered.push(performance.now() - since);
      else lost += 1;
    }
    return waId;
  }

  const all = await Promise.all(Array.from({ length: people }, (_, n) => person(n)));
  const seconds = (performance.now() - startedAt) / 1_000;
  const unread = () => all.reduce((sum, waId) => sum + menus(waId).filter(({ status }) => status !== "read").length, 0);
  await until(() => unread() === 0 && Object.keys(meta.state().posts).length === 0 && meta.state().due.length === 0);
  const repeated = all.reduce((sum, waId) => sum + Math.max(0, menus(waId).length - taps - 1), 0);
  return { answered, seconds, lost, repeated, unread: unread() };
}

process.on("message", (command: MetaCommand) => {
  void run(command).then((report) => process.send?.(report));
});
process.send?.({ url: meta.url });
