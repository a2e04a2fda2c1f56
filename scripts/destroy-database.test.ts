import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { destroyDatabase } from "./destroy-database.ts";
import { makeSigaFolder } from "./siga-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "siga-destroy-"));
const place = { dataDir: join(folder, "postgres"), logFile: join(folder, "postgres.log") };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(place.dataDir, { recursive: true, force: true });
  mkdirSync(place.dataDir);
  writeFileSync(join(place.dataDir, "PG_VERSION"), "18\n");
  writeFileSync(place.logFile, "DETAIL: a name");
});

const destroy = (typed: string, hasOwn = false) => destroyDatabase({ ...place, hasOwn, ask: async () => typed });
const isThere = () => [existsSync(place.dataDir), existsSync(place.logFile)];

test("who types the path deletes the data and its log", async () => {
  expect(await destroy(`${place.dataDir}\n`)).toBe(true);
  expect(isThere()).toEqual([false, false]);
  expect(await destroy("")).toBe(false);
});

test.each(["", "yes", folder, `${place.dataDir}x`])("who types %j deletes nothing", async (typed) => {
  await expect(destroy(typed)).rejects.toThrow("Nothing was deleted");
  expect(isThere()).toEqual([true, true]);
});

test("a database of one's own is none of its business", async () => {
  await expect(destroy(place.dataDir, true)).rejects.toThrow("DATABASE_URL");
  expect(isThere()).toEqual([true, true]);
});

test("one that runs stays", async () => {
  const server = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)", place.dataDir]);
  writeFileSync(join(place.dataDir, "postmaster.pid"), `${server.pid}\n${place.dataDir}\n1\n5432\n\n\n\nready\n`);
  await expect(destroy(place.dataDir)).rejects.toThrow("is running");
  server.kill();
  expect(isThere()).toEqual([true, true]);
});

test("the folder of all this is closed to other accounts, also one that was open before", () => {
  const own = join(folder, ".siga");
  mkdirSync(own, { mode: 0o755 });
  makeSigaFolder(own);
  expect(statSync(own).mode & 0o777).toBe(0o700);
});
