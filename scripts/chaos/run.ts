import type { Act } from "#lib/meta-emulator/control.ts";
import type { Faults } from "#lib/meta-emulator/faults.ts";
import { compare, untilQuiet } from "./check.ts";
import { chaosFlow } from "./flow.ts";
import { Fault, InDoubt, type Phone, takePhone } from "./person.ts";
import { chance, randomOf } from "./random.ts";
import { openShop } from "./shop.ts";
import { tell } from "./story.ts";
import { VICTIMS, type Victim, startWorld, type World } from "./world.ts";

interface ChaosOptions {
  seed: number;
  /** Channels; a throttle holds up all of one. */
  channels: number;
  /** People a channel. */
  people: number;
  /** Choices each makes from the menu. */
  rounds: number;
  /** Processes that are killed, in turn and by chance. */
  kills: number;
  workers: number;
  faults?: Partial<Faults>;
  log?: (line: string) => void;
}

interface ChaosReport {
  /** What must not happen, in words; there are none. */
  faults: string[];
  /** Messages that Meta took, those whose outcome nobody will know, conversations that rest on such a one. */
  sent: number;
  inDoubt: number;
  resting: number;
  killed: Victim[];
  seconds: number;
}

/** Shares of what goes wrong between Meta and us. */
const FAULTS: Partial<Faults> = { duplicated: 0.3, reordered: 0.2, lost_after: 0.03, throttled: 0.04, answer_delay_ms: 15 };
const PATIENCE_MS = 150_000;

/** Many conversations at once while everything breaks; then Meta's book is held beside ours. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, channels, people, rounds, kills, workers, log = () => {} } = options;
  const startedAt = Date.now();
  const random = randomOf(seed);
  const shop = await openShop(randomOf(seed + 1));
  const numbers = Array.from({ length: channels }, (_, n) => `chaos${n}`);
  const world = await startWorld({ flow: chaosFlow(shop.url), numbers, workers, outbound: shop.port });
  try {
    for (const number of numbers) world.meta.act({ act: "faults", number, faults: { ...FAULTS, ...options.faults } } as Act);
    const faults: string[] = [];
    const phones: Phone[] = [];
    let resting = 0;
    let over = 0;
    const stories = numbers.flatMap((number, channel) =>
      Array.from({ length: people }, async (_, n) => {
        const own = randomOf(seed * 1_000 + channel * 100 + n);
        const waId = `55119${channel}${String(1_000_000 + n)}`;
        const phone = takePhone({ meta: world.meta, number, waId, random: own, lastDoubt: (who) => lastDoubt(world, who) });
        phones.push(phone);
        try {
          await tell({ phone, random: own, rounds, callBack: (url, body) => callBack(url, body, own), onRound: () => (over += 1) });
        } catch (error) {
          if (error instanceof InDoubt) resting += 1;
          else faults.push(`${waId}: ${error instanceof Fault ? error.message : String((error as Error).stack)}`);
        }
      }),
    );
    let running = true;
    const talking = Promise.all(stories).finally(() => (running = false));
    const killed = await killAll(world, kills, random, () => ({ running, share: over / (channels * people * rounds) }), log);
    await talking;
    log(`all have said what they had to say after ${Math.round((Date.now() - startedAt) / 1_000)} s`);
    faults.push(...(await untilQuiet(world, faults.length === 0 ? PATIENCE_MS : 10_000)));
    const ledger = await compare(world, phones, numbers);
    faults.push(...ledger.faults, ...(await stuck(world, resting)), ...shop.doubled().map((name) => `${name} was made twice`));
    return { faults, sent: ledger.sent, inDoubt: ledger.inDoubt, resting, killed, seconds: Math.round((Date.now() - startedAt) / 1_000) };
  } finally {
    await world.close();
    await shop.close();
  }
}

/** One after the other, spread over all that is said: each of the three, and then whichever. */
async function killAll(
  world: World,
  kills: number,
  random: () => number,
  progress: () => { running: boolean; share: number },
  log: (line: string) => void,
): Promise<Victim[]> {
  const killed: Victim[] = [];
  while (killed.length < kills) {
    while (progress().running && progress().share < (killed.length + 0.5) / (kills + 1))
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (!progress().running) break;
    const victim = VICTIMS[killed.length < VICTIMS.length ? killed.length : Math.floor(random() * VICTIMS.length)] ?? "worker";
    log(`${victim} is killed`);
    await world.kill(victim);
    killed.push(victim);
  }
  return killed;
}

/** Another system calls back three times at once, and each time again until it is told that it was heard. */
async function callBack(url: string, body: object, random: () => number): Promise<void> {
  const once = async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      const status = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }).then(
        (response) => response.body?.cancel().then(() => response.status) ?? response.status,
        () => 0,
      );
      if (status === 200 || status === 202) return;
      // The execution may be over when the last of the copies comes.
      if (status === 410 && tries > 0) return;
      if (status !== 0 && status < 500) throw new Fault(`the call back was answered with ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Fault("nobody takes the call back");
  };
  await Promise.all(Array.from({ length: chance(random, 0.5) ? 3 : 1 }, once));
}

async function lastDoubt({ rows }: World, waId: string): Promise<string | null> {
  const [last] = await rows<{ text: string; in_doubt: boolean }>(
    `SELECT m.text, m.status = 'unknown' AND m.not_before IS NULL AS in_doubt FROM messages m JOIN contacts c ON c.id = m.contact_id
     WHERE c.wa_id = $1 AND m.direction = 'outbound' ORDER BY m.id DESC LIMIT 1`,
    [waId],
  );
  return last?.in_doubt === true ? last.text : null;
}

/** Every conversation has ended but those that rest on a message in doubt, and those that a late word has begun anew. */
async function stuck({ rows }: World, resting: number): Promise<string[]> {
  const open = await rows<{ wa_id: string; status: string; reason: unknown; before: number }>(
    `SELECT c.wa_id, e.status, e.state->'reason' AS reason,
       (SELECT count(*)::int FROM executions b WHERE b.contact_id = e.contact_id AND b.id < e.id) AS before
     FROM executions e JOIN contacts c ON c.id = e.contact_id WHERE e.status <> 'completed'`,
  );
  const found = open.filter(({ status, before }) => status !== "waiting" || before === 0);
  const wrong = found.filter(({ status }) => status !== "waiting");
  if (wrong.length > 0) return [`conversations that neither ended nor wait: ${JSON.stringify(wrong.slice(0, 5))}`];
  if (found.length <= resting) return [];
  return [`${found.length} conversations wait, though only ${resting} rest on a message in doubt: ${JSON.stringify(found.slice(0, 5))}`];
}
