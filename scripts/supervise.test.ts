import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { ROOT } from "./run-task.ts";
import { backoff, Supervised } from "./supervise.ts";

vi.spyOn(console, "log").mockImplementation(() => {});

const folder = mkdtempSync(join(tmpdir(), "siga-supervise-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { NODE_OPTIONS: _, ...env } = process.env;
const notesPid = (file: string) =>
  `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000);`;

async function pidIn(file: string, other?: number): Promise<number> {
  return vi.waitFor(() => {
    const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (!pid || pid === other) throw new Error("not started yet");
    return pid;
  }, 90_000);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a killed process is started again, and not after stop()", async () => {
  const file = join(folder, "restarted");
  const child = new Supervised({ name: "child", args: ["-e", notesPid(file)], env: { ...env, NODE_ENV: "test" } }, () => {});
  const first = await pidIn(file);
  process.kill(first, "SIGKILL");
  const second = await pidIn(file, first);
  await child.stop(5_000);
  expect(isAlive(second)).toBe(false);
});

test("a process that never comes up is given up with its reason", async () => {
  const reason = await new Promise<string>((resolve) => {
    new Supervised({ name: "child", args: ["-e", "process.exit(7)"], env: { ...env, NODE_ENV: "test" } }, resolve);
  });
  expect(reason).toMatch(/child does not start \(code 7\)/);
});

test("a process that ignores the request to end is ended all the same", async () => {
  const file = join(folder, "stubborn");
  const child = new Supervised(
    { name: "child", args: ["-e", `process.on("SIGTERM", () => {}); ${notesPid(file)}`], env: { ...env, NODE_ENV: "test" } },
    () => {},
  );
  const pid = await pidIn(file);
  await child.stop(200);
  expect(isAlive(pid)).toBe(false);
});

test("children end with a supervisor that was killed", async () => {
  const file = join(folder, "orphan");
  const program = `
    import { Supervised } from ${JSON.stringify(join(ROOT, "scripts/supervise.ts"))};
    new Supervised({ name: "child", args: ["-e", ${JSON.stringify(notesPid(file))}], env: process.env }, () => {});`;
  const supervisor = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...env, NODE_ENV: "test" },
    stdio: "ignore",
  });
  const child = await pidIn(file);
  supervisor.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(child)).toBe(false), 90_000);
});

test("the pause before a restart grows to five seconds", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 20].map(backoff)).toEqual([300, 300, 600, 1200, 2400, 4800, 5000, 5000]);
});
