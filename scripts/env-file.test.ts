import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv as parseEnvFile } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseEnv } from "#server/platform/env";
import { completeEnvFile } from "./env-file.ts";

const SECRETS = [
  "NEXTAUTH_SECRET",
  "WORKFLOW_ENCRYPTION_KEY",
  "WORKFLOW_API_TOKEN",
  "WORKFLOW_ADMIN_PASSWORD",
  "WORKFLOW_META_EMULATOR_KEY",
];
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siga-env-"));
  file = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a first start makes secrets that the settings accept, readable by the owner alone", () => {
  const env: NodeJS.ProcessEnv = { NODE_ENV: "development" };
  expect(completeEnvFile(file, env)).toEqual(SECRETS);
  const written = parseEnvFile(readFileSync(file, "utf8"));
  expect(new Set(Object.keys(written))).toEqual(new Set(SECRETS));
  expect(env).toMatchObject(written);
  expect(parseEnv(written)).toMatchObject(written);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("what the operator set stays as it is", () => {
  writeFileSync(file, "WORKFLOW_ADMIN_PASSWORD=correct horse\n# mine");
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "development",
    WORKFLOW_ADMIN_PASSWORD: "correct horse",
    NEXTAUTH_SECRET: "from the environment",
  };
  expect(completeEnvFile(file, env)).toEqual(["WORKFLOW_ENCRYPTION_KEY", "WORKFLOW_API_TOKEN", "WORKFLOW_META_EMULATOR_KEY"]);
  expect(readFileSync(file, "utf8")).toMatch(/^WORKFLOW_ADMIN_PASSWORD=correct horse\n# mine\n/);
  expect(completeEnvFile(file, env)).toEqual([]);
});

test("production with a real number gets no invented secrets", () => {
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: "106540352242922" };
  expect(completeEnvFile(file, env)).toEqual([]);
});
