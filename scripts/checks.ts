import { runTask } from "./run-task.ts";

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
