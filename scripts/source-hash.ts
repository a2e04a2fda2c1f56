import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run-task.ts";

/** What the build is made of. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "worker",
  "prisma",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "next.config.mjs",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];
const NOT_BUILT = /\.test\.tsx?$|^generated$/;

/** A hash of every file that the build depends on. */
export function sourceHash(): string {
  const hash = createHash("sha256").update(process.version);
  const add = (path: string) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!NOT_BUILT.test(name)) add(join(path, name));
    } else if (stat) hash.update(path.slice(ROOT.length)).update("\0").update(readFileSync(path)).update("\0");
  };
  for (const source of SOURCES) add(join(ROOT, source));
  return hash.digest("hex");
}
