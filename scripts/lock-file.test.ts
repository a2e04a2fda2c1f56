import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./run-task.ts";

interface Entry {
  version?: string;
  resolved?: string;
  integrity?: string;
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(join(ROOT, "package-lock.json"), "utf8");
const packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages;
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, Record<string, string>>;

/** Where Node would find `name` from the package at `path`. */
function lookUp(path: string, name: string): Entry | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const found = packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`];
    if (found || at === "") return found;
  }
}

test("every package has an integrity hash", () => {
  const bare = Object.entries(packages).filter(([path, entry]) => path !== "" && !entry.inBundle && !entry.integrity);
  expect(bare.map(([path]) => path)).toEqual([]);
});

test("packages for other platforms are in the lock, or npm ci fails there", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !lookUp(path, name))
      .map((name) => `${name}, wanted by ${path || "package.json"}`),
  );
  expect(missing).toEqual([]);
});

test("no registry is named, so everyone's own is used", () => {
  expect(Object.values(packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test("every dependency is pinned to one version", () => {
  const loose = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).filter(([, range]) => !/^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(range)),
  );
  expect(loose).toEqual([]);
});
