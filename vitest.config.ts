import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { FailureReporter } from "./scripts/test-setup/failures.ts";

/** Folders whose code is pure: their tests need no database, so a run of them alone starts none. */
const pure = [
  "lib/engine",
  "lib/effects",
  "lib/nodes",
  "lib/whatsapp",
  "lib/meta-emulator",
  "lib/answers",
  "lib/contact-import",
  "lib/simulator",
  "lib/conditions",
  "lib/flow-tests",
  "lib/i18n",
  "lib/templates",
  "components",
  "scripts/structure",
].map((folder) => `${folder}/**/*.test.{ts,tsx}`);
const browser = ["{app,components}/**/*.browser.test.ts"];
const shared = {
  environment: "node" as const,
  setupFiles: ["scripts/test-setup/environment.ts"],
  // A slow machine is no fault of what is tested: these only end what would never.
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 90_000 } },
};

export default defineConfig({
  test: {
    reporters: ["default", new FailureReporter()],
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    projects: [
      // Their modules hold no state, so each worker loads them once and not once a file: less than half the work.
      { test: { ...shared, name: "pure", include: pure, exclude: browser, isolate: false } },
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
          testTimeout: 480_000,
          // A browser on a busy machine drops a frame or a click now and then. Such a test is named at the end of the run (FLAKY): it is
          // to be mended, but it is no reason to hold up everything else. What runs without a browser has one try.
          retry: 1,
        },
      },
    ],
  },
});
