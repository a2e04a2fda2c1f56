import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const COMPONENTS = join(import.meta.dirname, "..");
const sources = (await readdir(COMPONENTS, { recursive: true }))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file))
  .map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(join(COMPONENTS, file), "utf8") }));
const filesWith = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();

/** What is parsed here never came from the API: this browser wrote it down, or somebody's clipboard holds it. */
const PARSES_SOMETHING_ELSE = [
  "builder/model/clipboard.ts", // what was copied, maybe from another installation
  "builder/store/remembered-panels.ts", // localStorage
  "simulator/fork.ts", // sessionStorage
];

test("the shapes of the API are declared in lib/api alone: no component makes a schema of its own", () => {
  expect(filesWith(/^import (?!type\b).*from "zod/m)).toEqual(PARSES_SOMETHING_ELSE);
});

test("the API is called through its contracts, and nowhere by hand", () => {
  // Signing in is next-auth's, not the API's.
  // A file of answers is read as it comes, to show how far it is.
  // The health banner reads a body that a 503 has, too, and so is no refusal.
  expect(filesWith(/\bfetch\(/)).toEqual(["answers/download-answers.tsx", "api/call.ts", "login/sign-in.ts", "shell/use-health.ts"]);
});
