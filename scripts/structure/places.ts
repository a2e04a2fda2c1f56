import { globSync, readFileSync } from "node:fs";

interface Source {
  file: string;
  /** Without comments. */
  code: string;
}

/** All that the product runs: tests, fixtures, generated code and migrations name what they like. */
export const SOURCES: readonly Source[] = globSync("{app,components,lib,worker}/**/*.{ts,tsx}")
  .filter((file) => !/\.(test|fixture)\.tsx?$|^lib\/generated\/|\/test-support\//.test(file))
  .sort()
  .map((file) => ({ file, code: withoutComments(readFileSync(file, "utf8")) }));

/** Comments of whole lines, which is where they stand; what is left of a line may hold "//" in an address. */
export function withoutComments(source: string): string {
  return source.replaceAll(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
}

/** The files that name a thing, without those that are its own. */
export function placesOf(names: RegExp, isItsOwn: (file: string) => boolean): string[] {
  return SOURCES.filter(({ file, code }) => !isItsOwn(file) && names.test(code)).map(({ file }) => file);
}
