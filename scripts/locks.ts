import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLine } from "./postgres.ts";

interface Place {
  HOST: string;
  PORT: number;
  NEXTAUTH_URL?: string | undefined;
}

/** Where a browser on this machine finds the web process. */
export function address({ HOST, PORT }: Place): string {
  const host = HOST === "0.0.0.0" ? "127.0.0.1" : HOST === "::" ? "[::1]" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}

/** Notes in `file` that this process serves the folder. Throws when another one that is alive has done so. */
export function claimFolder(file: string, url: string): void {
  try {
    const other = JSON.parse(readFileSync(file, "utf8")) as { pid: number; url: string };
    if (other.pid !== process.pid && commandLine(other.pid).includes("scripts/up.ts")) {
      throw new Error(`Siga already runs from this folder (process ${other.pid}, ${other.url}). Stop it first.`);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  process.once("exit", () => rmSync(file, { force: true }));
}

/** Throws when another program has the port. Waits a little for a web process of a killed supervisor to let go. */
export async function claimPort({ HOST, PORT }: Place): Promise<void> {
  for (let attempt = 1; !(await isFree(HOST, PORT)); attempt++) {
    if (attempt === 10)
      throw new Error(
        `Port ${PORT} of ${HOST} is taken by another program. Stop that one, or choose another port: PORT=${PORT + 1} npm start`,
      );
    await sleep(200);
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(new Error(`HOST=${host} PORT=${port} can not be served: ${error.message}`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
