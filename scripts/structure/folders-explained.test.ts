import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** `components/{executions,contacts}/` names two. */
const spread = (name: string) => {
  const [, before = name, inside = "", after = ""] = /^(.*)\{(.*)\}(.*)$/.exec(name) ?? [];
  return inside === "" ? [name] : inside.split(",").map((each) => before + each + after);
};
const named = new Set(Array.from(readFileSync("README.md", "utf8").matchAll(/`([^`]+)\/`/g), ([, name = ""]) => name).flatMap(spread));

test.each(globSync("{lib,components}/*/").map((folder) => folder.replace(/\/$/, "")))(
  "%s has a README, or a line in the table of the one at the root",
  (folder) => {
    if (folder === "lib/generated") return;
    const relative = folder.replace(/^\w+\//, "");
    expect(existsSync(`${folder}/README.md`) || named.has(folder) || named.has(relative)).toBe(true);
  },
);

test("the table at the root names no folder that is gone", () => {
  const layout = [...named].filter((name) => /^(lib|components)\//.test(name));
  expect(layout.length).toBeGreaterThan(10);
  expect(layout.filter((name) => !existsSync(name))).toEqual([]);
});
