import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isRoot, NOBODY } from "./postgres-files.ts";
import { ROOT } from "./run-task.ts";

export const SIGA_FOLDER = join(ROOT, ".siga");
/** What the emulated Meta knows of those who write through it. */
export const EMULATOR_FILE = join(SIGA_FOLDER, "emulated-meta.json");

/**
 * Makes the folder of what `npm start` keeps, or closes the one that is there: customers' data and a log that names values lie in it.
 * Root's belongs to `nobody`, whose PostgreSQL has to get in; root gets in anywhere.
 */
export function makeSigaFolder(folder = SIGA_FOLDER): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o700);
}
