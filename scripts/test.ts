import { availableParallelism } from "node:os";
import { checks } from "./checks.ts";
import { runTask, TaskFailed } from "./run-task.ts";
import { report } from "./progress.ts";

/**
 * `npm test`: types, lint and boundaries, then the suite on an embedded PostgreSQL. With arguments only the suite, and they go to
 * vitest: `npm test -- lib/engine`.
 */
const args = process.argv.slice(2);
// Ctrl-C reaches vitest too, which has a database to stop; this process only has to outlive it.
process.on("SIGINT", () => {});
const cancel = new AbortController();
process.on("SIGTERM", () => cancel.abort());

const failures: unknown[] = [];

async function runChecks(): Promise<void> {
  const waiting = [...checks];
  const runner = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const failed = await check.run().then(
        () => false,
        (error: unknown) => failures.push(error),
      );
      report(`${check.name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s${failed ? ": FAILED" : ""}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(checks.length, availableParallelism()) }, runner));
}

if (args.length === 0) await runChecks();
for (const failure of failures) console.error(`\n${failure instanceof Error ? failure.message : String(failure)}`);
try {
  await runTask("node_modules/vitest/vitest.mjs", { args: ["run", ...args], signal: cancel.signal });
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  process.exitCode = error instanceof TaskFailed ? error.exitCode : 1;
}
if (failures.length > 0) console.error(`\n${failures.length} of the checks before the suite failed; what they found is printed above it.`);
