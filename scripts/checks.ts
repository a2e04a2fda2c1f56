import { availableParallelism } from "node:os";
import { runTask } from "./run-task.ts";
import { report } from "./progress.ts";

interface Check {
  name: string;
  run(): Promise<unknown>;
}

const quiet = true;

/** The compiler, on everything and then on the engine alone, whose own settings know neither Node nor the browser. */
export async function typecheck(): Promise<void> {
  // Route types and next-env.d.ts, which are not in the repository.
  await runTask("node_modules/next/dist/bin/next", { name: "next typegen", args: ["typegen"], quiet });
  await runTask("node_modules/typescript/bin/tsc", { name: "tsc", args: ["--noEmit", "--pretty", "false"], quiet });
  await runTask("node_modules/typescript/bin/tsc", {
    name: "tsc for lib/engine",
    args: ["--noEmit", "--pretty", "false", "-p", "lib/engine/tsconfig.json"],
    quiet,
  });
}

export const checks: Check[] = [
  { name: "types", run: typecheck },
  { name: "lint", run: () => runTask("node_modules/eslint/bin/eslint.js", { name: "eslint", args: [".", "--max-warnings=0"], quiet }) },
  {
    name: "format",
    run: () => runTask("node_modules/prettier/bin/prettier.cjs", { name: "prettier", args: ["--check", ".", "--log-level=warn"], quiet }),
  },
  {
    name: "boundaries",
    run: () =>
      runTask("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", {
        name: "dependency-cruiser",
        args: ["app", "components", "lib", "worker", "scripts", "prisma"],
        quiet,
      }),
  },
];

interface FailedCheck {
  name: string;
  error: unknown;
}

/** Runs them, as many at once as there are cores, and tells each one's time. Resolves with those that failed, in order of `all`. */
export async function runChecks(all: readonly Check[]): Promise<FailedCheck[]> {
  const waiting = [...all];
  const failed: FailedCheck[] = [];
  const runner = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name } = check;
      const startedAt = performance.now();
      const failure = await check.run().then(
        () => undefined,
        (error: unknown) => ({ name, error }),
      );
      if (failure) failed.push(failure);
      report(`${name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s${failure ? ": FAILED" : ""}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runner));
  return all.flatMap(({ name }) => failed.filter((failure) => failure.name === name));
}

/** The last line of a run whose checks failed, after all that the suite has printed. */
export const failedChecks = (failed: readonly FailedCheck[]): string =>
  `FAILED before the suite: ${failed.map(({ name }) => name).join(", ")} (what was found is printed above it)`;
