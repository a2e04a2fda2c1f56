import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { ROOT } from "./run-task.ts";

const bootstrap = join(ROOT, "scripts", "bootstrap.mjs");
const WAITS = "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log(process.pid)";

async function firstLine(child: ChildProcess): Promise<string> {
  const [data] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return data.toString().trim();
}

test("a task gets its arguments, and its exit code is handed on", () => {
  const result = spawnSync(process.execPath, [bootstrap, "-e", "console.log(process.argv.slice(1).join()); process.exit(3)", "a", "b c"], {
    encoding: "utf8",
  });
  expect(result).toMatchObject({ status: 3, stdout: "a,b c\n" });
});

test("a signal reaches the task, which ends in its own way", async () => {
  const launcher = spawn(process.execPath, [bootstrap, "-e", WAITS], { stdio: ["ignore", "pipe", "inherit"] });
  await firstLine(launcher);
  const ended = once(launcher, "exit");
  launcher.kill("SIGTERM");
  expect(await ended).toEqual([7, null]);
});

test("a task ends when npm's shell was ended above it", async () => {
  const command = `"${process.execPath}" "${bootstrap}" -e "${WAITS}"; true`;
  const shell = spawn("sh", ["-c", command], {
    env: { ...process.env, npm_lifecycle_event: "start" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const task = Number(await firstLine(shell));
  shell.kill("SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(task, 0)).toThrow("ESRCH"), 90_000);
});
