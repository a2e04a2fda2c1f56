import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../run-task.ts";

/** What a run of these files prints. They lie below the root, from where they find vitest. */
async function run(files: Record<string, string>): Promise<string> {
  mkdirSync(join(ROOT, ".siga"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".siga", "failures-"));
  const config = `import { FailureReporter } from "../../scripts/test-setup/failures.ts";
    export default { test: { reporters: ["default", new FailureReporter()] } };`;
  for (const [name, text] of Object.entries({ ...files, "vitest.config.ts": config })) writeFileSync(join(folder, name), text);
  // As on a terminal, both streams go to one place: through two pipes, what was said last may come first.
  const printed = join(folder, "printed.txt");
  const file = openSync(printed, "w");
  try {
    const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--root", folder], {
      cwd: ROOT,
      stdio: ["ignore", file, file],
      env: { ...process.env, NO_COLOR: "1" },
    });
    await once(child, "close");
    return readFileSync(printed, "utf8");
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

const imports = 'import { afterAll, describe, expect, test } from "vitest";\n';
const good = `${imports}test("holds", () => {});`;

test("the last lines of a failed run name its failed tests and files, and the errors that are no test's own", async () => {
  const output = await run({
    "good.test.ts": good,
    "bad.test.ts": `${imports}describe("arithmetic", () => { test("one is two", () => expect(1).toBe(2)); test("one is one", () => {}); });`,
    "broken.test.ts": `${imports}throw new Error("not even read");`,
    "cleanup.test.ts": `${imports}afterAll(() => { throw new Error("not cleaned up"); }); test("passes", () => {});`,
    "loose.test.ts": `${imports}test("waits", async () => { setTimeout(() => { throw new TypeError("nobody's"); }, 1); await new Promise((done) => setTimeout(done, 200)); });`,
  });
  const [head, ...lines] = output.trimEnd().slice(output.lastIndexOf("FAILED")).split("\n");
  expect([head, ...lines.map((line) => line.trim()).toSorted()]).toEqual([
    "FAILED",
    "bad.test.ts > arithmetic > one is two",
    "broken.test.ts: not even read",
    "cleanup.test.ts: not cleaned up",
    "unhandled TypeError: nobody's (while loose.test.ts > waits ran)",
  ]);
});

test("what passes at the second try only is named with what it ended in first, and fails nothing", async () => {
  const output = await run({
    "good.test.ts": good,
    "now-and-then.test.ts": `${imports}let tries = 0; test("races", { retry: 1 }, () => expect(++tries).toBe(2));`,
  });
  expect(output).not.toContain("FAILED");
  expect(output.slice(output.lastIndexOf("FLAKY")).trimEnd().split("\n")).toEqual([
    "FLAKY: passed at the second try",
    "  now-and-then.test.ts > races: expected 1 to be 2 // Object.is equality",
  ]);
});

test("a run without a failure ends as it always has", async () => {
  expect(await run({ "good.test.ts": good })).not.toContain("FAILED");
});
