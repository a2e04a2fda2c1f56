import { parseCondition } from "#lib/engine/condition.ts";
import { type Problem, toProblem } from "#lib/engine/problem/problem.ts";
import { parseTemplate } from "#lib/engine/template.ts";
import { doubtsIn, minusDoubts } from "#lib/engine/validate/doubts.ts";
import type { KnownPath, Language } from "./completion.ts";
import { closing } from "./places.ts";

/** What is wrong with a text, or probably is, and where. */
interface Flaw {
  from: number;
  to: number;
  severity: "error" | "warning";
  problem: Problem;
}

/** `paths`: what the flow knows; none means that nobody has said, and then no name is doubted. */
export function flawsIn(language: Language, text: string, paths: readonly KnownPath[]): Flaw[] {
  if (language === "json" || text.trim() === "") return [];
  try {
    if (language === "condition") parseCondition(text);
    else parseTemplate(text);
  } catch (error) {
    const problem = toProblem(error);
    return [{ ...placeOf(language, text, problem), severity: "error", problem }];
  }
  const known = new Set(paths.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path));
  const isKnown = (name: string) => known.size === 0 || known.has(name);
  const doubts = language === "condition" ? minusDoubts(text, (name) => !isKnown(name)) : doubtsIn(text, isKnown);
  return doubts.map(({ start, end, problem }) => ({ from: start, to: end, severity: "warning", problem }));
}

function placeOf(language: Language, text: string, problem: Problem): { from: number; to: number } {
  if (language === "condition") return wordAt(text, characterOf(problem) ?? text.trimEnd().length);
  const { line, column } = problem.params;
  if (typeof line !== "number" || typeof column !== "number") return { from: 0, to: text.length };
  const from = text.split("\n", line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const mark = text.slice(from, from + 2);
  const end = mark === "{{" ? closing(text, from + 2, "}}") : mark === "{%" ? closing(text, from + 2, "%}") : -1;
  const lineEnd = text.indexOf("\n", from);
  return { from, to: end >= 0 ? end + 2 : lineEnd >= 0 ? lineEnd : text.length };
}

/** The character that a problem is about, from 1; null where it names none. */
function characterOf({ code, params }: Problem): number | null {
  if (code === "at_character" && typeof params["character"] === "number") return params["character"];
  for (const param of Object.values(params)) {
    const found = typeof param === "object" ? characterOf(param) : null;
    if (found !== null) return found;
  }
  return null;
}

function wordAt(text: string, character: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(character, text.length) - 1);
  const word = /^(?:[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]+)/u.exec(text.slice(from))?.[0] ?? "";
  return { from, to: from + Math.max(1, word.length) };
}
