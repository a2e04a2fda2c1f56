import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cycleText, folderCycles } from "./folder-cycles.ts";

/** File -> what it imports, in a few words. */
const tree = (files: Record<string, string[]>) =>
  new Map(Object.entries(files).map(([file, imports]) => [file, imports.map((address) => `import { x } from "${address}";`).join("\n")]));
const arrowsOf = (files: Record<string, string[]>) =>
  folderCycles(tree(files)).map(({ folder, arrows }) => [folder, ...arrows.map(({ from, to }) => `${from} > ${to}`).sort()]);

test.each<[string, Record<string, string[]>, string[][]]>([
  ["two folders that look down", { "lib/a/x.ts": ["../b/y.ts"], "lib/b/y.ts": [] }, []],
  [
    "folders of two shelves that need each other",
    { "lib/a/x.ts": ["#components/b/y.ts"], "components/b/y.ts": ["#lib/a/z.ts"], "lib/a/z.ts": [] },
    [["", "components/b > lib/a", "lib/a > components/b"]],
  ],
  ["shelves alone", { "lib/a/x.ts": ["#components/b/y.ts"], "components/b/y.ts": ["#lib/c/z.ts"], "lib/c/z.ts": [] }, []],
  [
    "a loose file that needs a folder beside it, and is needed there",
    { "lib/a/x.ts": ["./b/y.ts"], "lib/a/b/y.ts": ["./z.ts"], "lib/a/b/z.ts": ["../x.ts"] },
    [["lib/a", "lib/a/b > lib/a/x.ts", "lib/a/x.ts > lib/a/b"]],
  ],
  [
    "three folders in a ring, and one beside them",
    { "lib/s/a/x.ts": ["../b/x.ts"], "lib/s/b/x.ts": ["../c/x.ts"], "lib/s/c/x.ts": ["../a/x.ts"], "lib/s/d/x.ts": ["../a/x.ts"] },
    [["lib/s", "lib/s/a > lib/s/b", "lib/s/b > lib/s/c", "lib/s/c > lib/s/a"]],
  ],
  [
    "the server's short addresses",
    { "lib/server/a/x.ts": ["#server/b/y"], "lib/server/b/y.ts": ["../a/x.ts"] },
    [["lib/server", "lib/server/a > lib/server/b", "lib/server/b > lib/server/a"]],
  ],
])("%s", (_, files, expected) => {
  expect(arrowsOf(files)).toEqual(expected);
});

test("types and imports that are made late count", () => {
  const files = new Map([
    ["lib/a/x.ts", 'import type { Y } from "../b/y.ts";'],
    ["lib/b/y.ts", 'const late = () => import("../a/x.ts");'],
  ]);
  expect(folderCycles(files)).toHaveLength(1);
});

test("no folder needs another that needs it: the children of a folder can be read one after the other", () => {
  const files = globSync("{app,components,lib,prisma,scripts,worker}/**/*.{ts,tsx}").filter(
    (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith("lib/generated/"),
  );
  expect(files.length).toBeGreaterThan(500);
  const cycles = folderCycles(new Map(files.map((file) => [file, readFileSync(file, "utf8")])));
  expect(cycles.map(cycleText)).toEqual([]);
});
