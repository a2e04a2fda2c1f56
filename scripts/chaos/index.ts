import { parseArgs } from "node:util";
import { runChaos } from "./run.ts";

/**
 * `npm run chaos`: conversations of all kinds through the emulated Meta while worker, web and PostgreSQL are killed and Meta doubles,
 * reorders, throttles, fails and keeps silent; then Meta's book is held beside ours. Exits with 1 at the first run with a fault. What
 * people say and what is killed comes from the seed; the moments do not.
 *   -- --seed 7 --runs 10 --channels 4 --people 12 --rounds 10 --kills 8 --workers 2
 */
const number = (fallback: string) => ({ type: "string", default: fallback }) as const;
const { values } = parseArgs({
  options: {
    seed: number(String(Date.now() % 1_000_000)),
    runs: number("5"),
    channels: number("4"),
    people: number("12"),
    rounds: number("10"),
    kills: number("8"),
    workers: number("2"),
  },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const [first, runs] = [Number(values.seed), Number(values.runs)];
for (let seed = first; seed < first + runs; seed += 1) {
  const { faults, sent, inDoubt, resting, killed, seconds } = await runChaos({
    seed,
    channels: Number(values.channels),
    people: Number(values.people),
    rounds: Number(values.rounds),
    kills: Number(values.kills),
    workers: Number(values.workers),
    faults: { lost_before: 0.01, server_error: 0.01, apart: seed % 2 === 0 },
    log: (line) => console.log(`  ${line}`),
  });
  console.log(
    `seed ${seed}: ${seconds} s, ${sent} messages, ${inDoubt} in doubt, ${resting} conversations rest on one; killed: ${killed.join(", ")}`,
  );
  for (const fault of faults) console.log(`  FAULT ${fault}`);
  if (faults.length > 0) process.exit(1);
}
