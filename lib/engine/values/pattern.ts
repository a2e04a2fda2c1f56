import { RE2JS } from "re2js";

const compiled = new Map<string, RE2JS | null>();
const MAX_COMPILED = 200;

/** RE2: its time is linear in the text, whatever the pattern. Null for what is no pattern. */
export function compilePattern(pattern: string): RE2JS | null {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let made: RE2JS | null = null;
  try {
    made = RE2JS.compile(pattern);
  } catch {
    // An issue tells the author of it before publishing; what runs all the same says so by null.
  }
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

/** The first part of the text that the pattern finds; null where there is none, or no pattern. */
export function findPattern(pattern: RE2JS | null, text: string): string | null {
  const found = pattern?.matcher(text);
  return found?.find() ? found.group() : null;
}
