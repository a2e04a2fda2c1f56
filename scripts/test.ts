import { checks, failedChecks, runChecks } from "./checks.ts";
import { runTask, TaskFailed } from "./run-task.ts";

/**
 * `npm test`: types, lint and boundaries, then the suite on an embedded PostgreSQL. With arguments only the suite, and they go to
 * vitest: `npm test -- lib/engine`.
 */
const args = process.argv.slice(2);
// Ctrl-C reaches vitest too, which has a database to stop; this process only has to outlive it.
process.on("SIGINT", () => {});
const cancel = new AbortController();
process.on("SIGTERM", () => cancel.abort());

const failures = args.length === 0 ? await runChecks(checks) : [];
for (const { error } of failures) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
try {
  await runTask("node_modules/vitest/vitest.mjs", { args: ["run", ...args], signal: cancel.signal });
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  process.exitCode = error instanceof TaskFailed ? error.exitCode : 1;
}
if (failures.length > 0) console.error(failedChecks(failures));
