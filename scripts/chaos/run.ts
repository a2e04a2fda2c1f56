import type { Act } from "#lib/meta-emulator/control.ts";
import type { Faults } from "#lib/meta-emulator/faults.ts";
import { account, compare, conversations, endSchedule, oursOf, untilQuiet } from "./check.ts";
import { chaosFlows } from "./flows.ts";
import { otherSystems } from "./outside.ts";
import { Fault, InDoubt, type Phone, takePhone } from "./person.ts";
import { randomOf } from "./random.ts";
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
  const say = (line: string) => log(`${String(Math.round((Date.now() - startedAt) / 1_000)).padStart(4)} s: ${line}`);
  const random = randomOf(seed);
  const shop = await openShop(randomOf(seed + 1));
  const numbers = Array.from({ length: channels }, (_, n) => `chaos${n}`);
  const world = await startWorld({ flows: chaosFlows(shop.url), numbers, workers, outbound: shop.port });
  say("web, worker and PostgreSQL run");
  try {
    for (const number of numbers) world.meta.act({ act: "faults", number, faults: { ...FAULTS, ...options.faults } } as Act);
    const faults: string[] = [];
    const phones: Phone[] = [];
    let over = 0;
    const ours = oursOf(world);
    const stories = numbers.flatMap((number, channel) =>
      Array.from({ length: people }, async (_, n) => {
        const own = randomOf(seed * 1_000 + channel * 100 + n);
        const waId = `55119${channel}${String(1_000_000 + n)}`;
        const phone = takePhone({ meta: world.meta, number, waId, random: own, ours });
        const outside = otherSystems(world.webUrl, world.channels.get(number) ?? NaN);
        phones.push(phone);
        try {
          await tell({ phone, random: own, rounds, outside, onRound: () => (over += 1) });
        } catch (error) {
          if (error instanceof InDoubt) phone.rests = true;
          else faults.push(`${waId}: ${error instanceof Fault ? error.message : String((error as Error).stack)}`);
        }
      }),
    );
    let running = true;
    const talking = Promise.all(stories).finally(() => (running = false));
    const killed = await killAll(world, kills, random, () => ({ running, share: over / (channels * people * (rounds + 1)) }), say);
    await talking;
    say("all have said what they had to say");
    await endSchedule(world);
    faults.push(...(await untilQuiet(world, faults.length === 0 ? PATIENCE_MS : 10_000)));
    const ledger = await compare(world, phones, numbers);
    faults.push(...ledger.faults, ...(await conversations(world, phones)), ...shop.doubled().map((name) => `${name} was made twice`));
    for (const { waId } of phones.filter((phone) => faults.some((fault) => fault.includes(phone.waId))))
      (await account(world, waId)).forEach((line) => log(`${waId}: ${line}`));
    const resting = phones.filter(({ rests }) => rests).length;
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
    log(`${victim} works again`);
  }
  return killed;
}
