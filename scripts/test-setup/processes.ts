import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { SERVICE_FLAGS } from "../node-flags.ts";
import { ROOT } from "../run-task.ts";

export interface TestProcess {
  child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /** Resolves when its output matches. Throws with the output when it ends first, or after two minutes. */
  printed(pattern: RegExp): Promise<void>;
  /** Resolves with the exit code once it has ended; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Sends the signal; resolves with the exit code once it has ended. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs a script of the repository with this Node. It ends when this process does. */
export function startProcess(script: string, args: string[], env: Record<string, string>): TestProcess {
  const child = spawn(
    process.execPath,
    [...SERVICE_FLAGS, "--import", join(ROOT, "scripts/child-guard.mjs"), join(ROOT, script), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  return watchProcess(child, script);
}

/** Follows a process whose output is piped. */
export function watchProcess(child: ChildProcess, name: string): TestProcess {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    child,
    output: () => output,
    exited,
    async printed(pattern) {
      const until = Date.now() + 120_000;
      while (!pattern.test(output)) {
        if (child.exitCode !== null || child.signalCode !== null || Date.now() > until)
          throw new Error(`${name} did not print ${String(pattern)}:\n${output.slice(-3_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** A worker, ready to work. */
export async function startWorker(env: Record<string, string>): Promise<TestProcess> {
  const worker = startProcess("worker/index.ts", [], { WORKFLOW_LOG_LEVEL: "info", ...env });
  await worker.printed(/worker ready/);
  return worker;
}

/** The built web as it is deployed. */
export async function startNext(env: Record<string, string>, port: number): Promise<TestProcess & { port: number }> {
  const web = startProcess("node_modules/next/dist/bin/next", ["start", "-H", "127.0.0.1", "-p", String(port)], {
    NODE_ENV: "production",
    SIGA_ENV: "test",
    ...env,
  });
  await web.printed(/Ready/);
  return { ...web, port };
}

/** The webhook alone, on a port of its own unless told. */
export async function startWebhook(env: Record<string, string>, wantedPort = 0): Promise<TestProcess & { port: number }> {
  const web = startProcess("scripts/test-setup/webhook-server.ts", [String(wantedPort)], { WORKFLOW_LOG_LEVEL: "error", ...env });
  const port = await new Promise<number>((resolve, reject) => {
    web.child.once("message", (message) => resolve((message as { port: number }).port));
    web.child.once("exit", () => reject(new Error(`the webhook server did not start:\n${web.output().slice(-3_000)}`)));
  });
  return { ...web, port };
}
