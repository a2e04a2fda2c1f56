import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose code is pure: their tests need no database, so a run of them alone starts none. */
const pure = [
  "lib/engine",
  "lib/effects",
  "lib/nodes",
  "lib/whatsapp",
  "lib/simulator",
  "lib/flow-tests",
  "lib/i18n",
  "lib/templates",
  "components",
].map((folder) => `${folder}/**/*.test.{ts,tsx}`);
const browser = ["app/**/*.browser.test.ts"];
const shared = {
  environment: "node" as const,
  setupFiles: ["scripts/test-setup/environment.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 25_000 } },
};

export default defineConfig({
  test: {
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    projects: [
      { test: { ...shared, name: "pure", include: pure } },
      {
        test: {
          ...shared,
          name: "server",
          include: ["{app,lib,prisma,scripts,worker}/**/*.test.{ts,tsx}"],
          exclude: [...pure, ...browser],
          globalSetup: ["scripts/test-setup/cluster.ts"],
        },
      },
      {
        test: {
          ...shared,
          name: "browser",
          include: browser,
          globalSetup: ["scripts/test-setup/cluster.ts", "scripts/test-setup/browser.ts"],
          // A page waits for a person, not for the other tests: they come first, and then two files at a time.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
