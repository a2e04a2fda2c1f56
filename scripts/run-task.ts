import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");

export class TaskFailed extends Error {
  readonly exitCode: number;
  readonly output: string;
  constructor(task: string, exitCode: number, output: string) {
    super(`${task} failed${output.trim() ? `:\n${output.trim()}` : ` with code ${exitCode}`}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

interface TaskOptions {
  /** What to call it when it fails; the script's path unless told. */
  name?: string;
  args?: string[];
  env?: NodeJS.ProcessEnv;
  /** Keep the output back; it is in the error when the task fails. */
  quiet?: boolean;
  /** Asks the task to end when aborted; the promise still waits until it has. */
  signal?: AbortSignal | undefined;
}

/** Runs one of the repository's scripts with this Node, from the repository's root. Resolves with its output; throws TaskFailed. */
export function runTask(
  script: string,
  { name = script, args = [], env = process.env, quiet = false, signal }: TaskOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: ROOT,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const end = () => child.kill("SIGTERM");
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", reject);
    child.once("close", (code, killedBy) => {
      signal?.removeEventListener("abort", end);
      if (code === 0) resolve(output);
      else reject(new TaskFailed(name, code ?? 128 + (killedBy ? constants.signals[killedBy] : 0), output));
    });
  });
}
