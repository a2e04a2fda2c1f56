import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { address, claimFolder, claimPort } from "./locks.ts";

test("a taken port is refused with the way out", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(claimPort({ HOST: "127.0.0.1", PORT: port })).rejects.toThrow(`PORT=${port + 1} npm start`);
  await new Promise((resolve) => other.close(resolve));
  await expect(claimPort({ HOST: "127.0.0.1", PORT: port })).resolves.toBeUndefined();
});

test("a second supervisor of the same folder is refused, a dead one's note is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "siga-claims-"));
  const file = join(folder, "running.json");
  const other = spawn(process.execPath, ["-e", "console.log('up'); setInterval(() => {}, 1000)", "scripts/up.ts"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await new Promise((resolve) => other.stdout.once("data", resolve));
  writeFileSync(file, JSON.stringify({ pid: other.pid, url: "http://127.0.0.1:3000" }));
  expect(() => claimFolder(file, "http://127.0.0.1:3001")).toThrow(/already runs from this folder.*http:\/\/127.0.0.1:3000/);
  const gone = new Promise((resolve) => other.once("exit", resolve));
  other.kill("SIGKILL");
  await gone;
  claimFolder(file, "http://127.0.0.1:3001");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ pid: process.pid, url: "http://127.0.0.1:3001" });
  rmSync(folder, { recursive: true });
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:80"],
  ["0.0.0.0", "http://127.0.0.1:80"],
  ["::", "http://[::1]:80"],
  ["::1", "http://[::1]:80"],
  ["siga.local", "http://siga.local:80"],
])("HOST %s is reached at %s", (HOST, url) => {
  expect(address({ HOST, PORT: 80 })).toBe(url);
});
