import { existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseEnv } from "#server/platform/env";
import { EMBEDDED_DATA, loadDotEnv } from "./local-database.ts";
import { placeOf } from "./postgres-files.ts";
import { isRunning } from "./postgres.ts";
import { EMULATOR_FILE } from "./siga-folder.ts";

interface Destruction {
  dataDir: string;
  logFile: string;
  /** Whether the operator has a database of their own. */
  hasOwn: boolean;
  /** Shows the question and returns what was typed. */
  ask: (question: string) => Promise<string>;
}

/**
 * Deletes the data of the embedded PostgreSQL for good, wherever it lies, and nothing else: not a database of the operator's own, none that
 * runs, and not without its path typed. Returns whether there was any. Throws, with what to do, where it refuses.
 */
export async function destroyDatabase({ dataDir, logFile, hasOwn, ask }: Destruction): Promise<boolean> {
  if (hasOwn)
    throw new Error(
      "DATABASE_URL or WORKFLOW_DB_HOST is set: that database is yours to delete. This deletes the embedded one only; unset them for it.",
    );
  if (!existsSync(dataDir)) return false;
  if (isRunning(dataDir)) throw new Error(`The database in ${dataDir} is running: stop \`npm start\` first.`);
  const typed = await ask(
    `This deletes every flow, contact, message and user in\n  ${dataDir}\nand can not be undone. Type the path to go on.`,
  );
  if (typed.trim() !== dataDir) throw new Error("That is not the path. Nothing was deleted.");
  for (const path of [dataDir, `${dataDir}.new`, `${dataDir}.password`, logFile]) rmSync(path, { recursive: true, force: true });
  return true;
}

function askInTerminal(question: string): Promise<string> {
  console.log(question);
  const input = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    input.once("line", (line) => {
      resolve(line);
      input.close();
    });
    input.once("close", () => resolve(""));
  });
}

if (import.meta.main) {
  loadDotEnv();
  try {
    const place = placeOf(EMBEDDED_DATA);
    const found = await destroyDatabase({ ...place, hasOwn: parseEnv(process.env).database !== null, ask: askInTerminal });
    // Whoever wrote through the emulated Meta is forgotten with the database that knew them.
    if (found) rmSync(EMULATOR_FILE, { force: true });
    console.log(found ? "Deleted." : `There is no embedded database: ${place.dataDir} does not exist.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
