import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { SERVICE_FLAGS } from "./node-flags.ts";
import { ROOT } from "./run-task.ts";
import { report } from "./progress.ts";

interface ChildSpec {
  name: string;
  /** What to run with this Node, from the repository's root. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Lines of the child's standard output to keep from the terminal. */
  hide?: RegExp;
}

/** A process kept alive: when it dies unbidden it is started again, after 0.3 s at first and 5 s at most. */
export class Supervised {
  readonly #spec: ChildSpec;
  readonly #giveUp: (reason: string) => void;
  #child: ChildProcess | undefined;
  #wanted = true;
  #quickDeaths = 0;
  #settled = false;
  #restarting = false;

  /** `giveUp` is called when the process never stays up: three deaths within 5 s of their start before `settled()`. */
  constructor(spec: ChildSpec, giveUp: (reason: string) => void) {
    this.#spec = spec;
    this.#giveUp = giveUp;
    this.#start();
  }

  /** The process has proved itself: from now on it is restarted for ever. */
  settled(): void {
    this.#settled = true;
  }

  #start(): void {
    const startedAt = performance.now();
    const { args, env, hide } = this.#spec;
    // A group of its own: Ctrl-C in the terminal goes to the supervisor alone, which ends things in order.
    const child = spawn(process.execPath, [...SERVICE_FLAGS, "--import", `${ROOT}/scripts/child-guard.mjs`, ...args], {
      cwd: ROOT,
      env,
      detached: true,
      // An open standard input: `next dev` ends when it has none.
      stdio: ["pipe", hide ? "pipe" : "inherit", "inherit", "ipc"],
    });
    if (hide && child.stdout) createInterface(child.stdout).on("line", (line) => hide.test(line) || console.log(line));
    child.once("error", (error) => report(`${this.#spec.name}: ${error.message}`));
    child.once("exit", (code, signal) => void this.#ended(signal ?? `code ${code}`, performance.now() - startedAt));
    this.#child = child;
  }

  async #ended(how: string, livedMs: number): Promise<void> {
    this.#child = undefined;
    if (!this.#wanted) return;
    if (this.#restarting) {
      this.#restarting = false;
      report(`${this.#spec.name} restarts with the changed code`);
      return this.#start();
    }
    this.#quickDeaths = livedMs < 5_000 ? this.#quickDeaths + 1 : 0;
    if (!this.#settled && this.#quickDeaths >= 3) {
      this.#wanted = false;
      this.#giveUp(`${this.#spec.name} does not start (${how}); its own words are above.`);
      return;
    }
    const delay = backoff(this.#quickDeaths);
    report(`${this.#spec.name} ended (${how}), starting it again in ${delay / 1000} s`);
    await sleep(delay);
    if (this.#wanted) this.#start();
  }

  /** Starts it anew with the code as it is now. */
  restart(): void {
    this.#quickDeaths = 0;
    if (this.#child) this.#restarting = this.#child.kill("SIGTERM");
  }

  /** Asks it to end, and ends it after `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const patience = setTimeout(() => this.kill(), patienceMs);
    await ended;
    clearTimeout(patience);
  }

  /** Ends it and whatever it started, at once. */
  kill(): void {
    this.#wanted = false;
    if (!this.#child?.pid) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      this.#child.kill("SIGKILL");
    }
  }
}

/** Milliseconds before the next start, after so many quick deaths in a row. */
export function backoff(quickDeaths: number): number {
  return Math.min(5_000, 300 * 2 ** Math.max(0, quickDeaths - 1));
}
