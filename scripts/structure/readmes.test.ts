import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = globSync("**/*.{ts,tsx,mjs,json,css,md}", {
  exclude: ["**/node_modules/**", ".next/**"],
});
const known = new Set(
  [...files, ...globSync(".*.mjs")].flatMap((file) => file.split("/").map((_, from, names) => names.slice(from).join("/"))),
);

test.each(files.filter((file) => /(^|\/)README\.md$/.test(file)))("%s names no file that is gone", (readme) => {
  const named = Array.from(
    readFileSync(readme, "utf8").matchAll(/`(?:\.{1,2}\/)*([\w./[\]()-]+\.(?:ts|tsx|mjs|json|css))`/g),
    ([, name = ""]) => name,
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
