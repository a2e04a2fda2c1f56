import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildThreads } from "./build-threads.ts";
import { buildWorker, WORKER } from "./build-worker.ts";
import { ROOT, runTask, TaskFailed } from "./run-task.ts";
import { makeSigaFolder, SIGA_FOLDER } from "./siga-folder.ts";
import { sourceHash } from "./source-hash.ts";

const STAMP = join(SIGA_FOLDER, "build-stamp");

/** Whether `.next` and `dist` hold a build of the sources as they are. */
export function isBuilt(): boolean {
  const made = [join(".next", "BUILD_ID"), WORKER].every((file) => existsSync(join(ROOT, file)));
  return made && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourceHash();
}

/** Whether that build has the folder from which the image is made as well: `next start` needs none. */
export const isStandalone = (): boolean => isBuilt() && existsSync(join(ROOT, ".next", "standalone", "server.js"));

interface BuildOptions {
  quiet: boolean;
  /** `false` saves a third of the time. */
  checkTypes: boolean;
  /** With `.next/standalone`, for the image. */
  standalone?: boolean;
  signal?: AbortSignal;
}

/** Builds web and worker. Needs neither a database nor secrets. Throws TaskFailed. */
export async function build({ quiet, checkTypes, standalone = false, signal }: BuildOptions): Promise<void> {
  const hash = sourceHash();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    ...(checkTypes ? {} : { SIGA_BUILD: "unchecked" }),
    ...(standalone && { NEXT_OUTPUT: "standalone" }),
  };
  await buildThreads();
  await buildWorker();
  await runTask("node_modules/next/dist/bin/next", { name: "next build", args: ["build"], env, quiet, signal });
  makeSigaFolder();
  writeFileSync(STAMP, hash);
}

if (import.meta.main) {
  try {
    await build({ quiet: false, checkTypes: true });
  } catch (error) {
    process.exitCode = error instanceof TaskFailed ? error.exitCode : 1;
    if (!(error instanceof TaskFailed)) throw error;
  }
}
