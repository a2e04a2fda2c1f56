import { expect, test, vi } from "vitest";
import { failedChecks, runChecks } from "./checks.ts";

test("every check runs, whatever became of the others, and those that failed are named in the end", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  const fails = (name: string) => ({ name, run: () => Promise.reject(new Error(`${name} found something`)) });
  const holds = (name: string) => ({ name, run: () => Promise.resolve() });
  const failed = await runChecks([fails("types"), holds("lint"), fails("format"), holds("boundaries")]);
  expect(said).toHaveBeenCalledTimes(4);
  said.mockRestore();
  expect(failed.map(({ error }) => (error as Error).message)).toEqual(["types found something", "format found something"]);
  expect(failedChecks(failed)).toMatch(/^FAILED before the suite: types, format /);
});
