import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { flowTest, type FlowTest } from "#lib/flow-tests/schema.ts";
import { buildThreads } from "../../../../scripts/build-threads.ts";
import { isBuilt } from "../../../../scripts/build.ts";
import { ROOT } from "../../../../scripts/run-task.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

const { runInThread } = await import("./run-in-thread.ts");

/** Each turn renders about as much as one text may cost. */
const costly = graph(
  {
    say: ["send_message", { message: "{% for a in (1..300) %}{% for b in (1..300) %}{{ a | plus: b }}{% endfor %}{% endfor %}" }],
    hear: ["wait_for_input"],
  },
  [
    ["say", "hear"],
    ["hear", "say"],
  ],
);
const talk = (turns: number): FlowTest =>
  flowTest.parse({ name: "t", turns: Array.from({ length: turns }, () => ({ do: { action: "say", text: "oi" }, expect: {} })) });
const work = (test: FlowTest) => ({ graph: costly, around: {}, test });
const limits = (milliseconds = 60_000, signal = new AbortController().signal) => ({ milliseconds, signal });

/** The longest that nothing else of this process ran, as a part of all the time it took. */
async function share(work: Promise<unknown>): Promise<{ took: number; held: number }> {
  const began = performance.now();
  let [last, held, isDone] = [began, 0, false];
  void work.finally(() => (isDone = true)).catch(() => undefined);
  while (!isDone) {
    await new Promise(setImmediate);
    held = Math.max(held, performance.now() - last);
    last = performance.now();
  }
  await work;
  return { took: performance.now() - began, held };
}

test("a costly test holds up nothing else of the process", async () => {
  await runInThread(work(talk(1)), limits());
  const { took, held } = await share(runInThread(work(talk(60)), limits()));
  expect(held / took).toBeLessThan(0.2);
});

test("one that takes too long is given up, and the next one runs", async () => {
  expect(await runInThread(work(talk(200)), limits(20))).toEqual({ stopped: "time" });
  expect(await runInThread(work(talk(1)), limits())).toEqual({ turns: [{ differences: [] }] });
});

test("who hangs up stops the run, and what waits behind it goes on", async () => {
  const caller = new AbortController();
  const stopped = expect(runInThread(work(talk(200)), limits(60_000, caller.signal))).rejects.toThrow("gone");
  const next = runInThread(work(talk(1)), limits());
  setTimeout(() => caller.abort(new Error("gone")), 20);
  await stopped;
  expect(await next).toMatchObject({ turns: [{}] });
  await expect(runInThread(work(talk(1)), limits(60_000, caller.signal))).rejects.toThrow("gone");
});

test("the file that a build makes of it needs no other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "siga-threads-"));
  await buildThreads(folder);
  const thread = new Worker(join(folder, "flow-tests.mjs"), { execArgv: [], env: {} });
  const said: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    thread.once("error", reject);
    thread.on("message", (each: unknown) => {
      said.push(each);
      if (each === "ready") thread.postMessage(work(talk(1)));
      else resolve();
    });
  });
  await thread.terminate();
  rmSync(folder, { recursive: true });
  expect(said).toEqual(["ready", [{ differences: [] }]]);
});

// A fresh clone has no build; wherever there is one it is looked at.
test.runIf(isBuilt())("a build takes the file along for the image and for Vercel", async () => {
  const { readFileSync } = await import("node:fs");
  const traced = join(ROOT, ".next/server/app/api/v1/flows/[id]/tests/run/route.js.nft.json");
  expect(existsSync(traced)).toBe(true);
  expect(readFileSync(traced, "utf8")).toContain("dist/flow-tests.mjs");
});
