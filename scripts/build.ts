import { mkdirSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runTask, TaskFailed } from "./run-task.ts";
import { sourceHash } from "./source-hash.ts";

const STAMP = join(ROOT, ".siga", "build-stamp");

/** Whether `.next` holds a build of the sources as they are. */
export function isBuilt(): boolean {
  return existsSync(join(ROOT, ".next", "BUILD_ID")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourceHash();
}

/** Builds the web part. Needs neither a database nor secrets. Throws TaskFailed. */
export async function build({ quiet, signal }: { quiet: boolean; signal?: AbortSignal }): Promise<void> {
  const hash = sourceHash();
  await runTask("node_modules/next/dist/bin/next", { name: "next build", args: ["build"], env: { ...process.env, NODE_ENV: "production" }, quiet, signal });
  mkdirSync(join(ROOT, ".siga"), { recursive: true });
  writeFileSync(STAMP, hash);
}

if (import.meta.main) {
  try {
    await build({ quiet: false });
  } catch (error) {
    process.exitCode = error instanceof TaskFailed ? error.exitCode : 1;
    if (!(error instanceof TaskFailed)) throw error;
  }
}
