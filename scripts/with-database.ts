import { databaseEnv, loadDotEnv, openDatabase } from "./local-database.ts";
import { runTask, TaskFailed } from "./run-task.ts";

/**
 * `node scripts/with-database.ts <script> [arguments]` runs one script with a database: the configured one, or the embedded one, which
 * is started for the occasion unless `npm start` has it running.
 */
const [script, ...args] = process.argv.slice(2);
if (!script) throw new Error("Usage: node scripts/with-database.ts <script> [arguments]");

// Ctrl-C reaches the script too; this process only has to outlive it.
process.on("SIGINT", () => {});
const cancel = new AbortController();
process.on("SIGTERM", () => cancel.abort());
loadDotEnv();
try {
  const embedded = await openDatabase();
  try {
    await runTask(script, { args, env: databaseEnv(script, embedded), signal: cancel.signal });
  } finally {
    if (embedded && !embedded.adopted) await embedded.stop();
  }
} catch (error) {
  if (!(error instanceof TaskFailed)) console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof TaskFailed ? error.exitCode : 1;
}
