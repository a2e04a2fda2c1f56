import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importsOf } from "./folder-cycles.ts";

const README = "lib/server/README.md";
const section = readFileSync(README, "utf8").split("## A message's spine")[1]?.split("\nBeside it:")[0] ?? "";
const hops = [...section.matchAll(/^\| \d+ \| `([^`]+)`( \(climb\))? \|/gm)].map(([, file = "", climb]) => ({
  file,
  climbs: climb !== undefined,
}));

/** What a file imports; a registry is a list and no hop, so what it lists counts as imported by whoever imports it. */
function reach(file: string): string[] {
  const imported = importsOf(file, readFileSync(file, "utf8"));
  return imported.flatMap((each) => (each.endsWith("/registry.ts") ? [each, ...importsOf(each, readFileSync(each, "utf8"))] : [each]));
}

describe(`the table "A message's spine" in ${README}`, () => {
  test("has 16 hops at most, and climbs back once at most", () => {
    expect(hops.length).toBeGreaterThan(10);
    expect(hops.length).toBeLessThanOrEqual(16);
    expect(hops.filter(({ climbs }) => climbs).length).toBeLessThanOrEqual(1);
  });

  test.each(hops.map(({ file, climbs }, index) => ({ file, climbs, above: hops.slice(0, index) })))(
    "$file is there, and imported by a file above it",
    ({ file, climbs, above }) => {
      expect(existsSync(file)).toBe(true);
      if (above.length > 0 && !climbs) expect(above.flatMap((hop) => reach(hop.file))).toContain(file);
    },
  );
});
