import type { Json } from "../../lib/engine/types.ts";
import type { Case } from "./generate.ts";

type Outcome = { value: Json } | { error: string };
interface Rule {
  says: string;
  explains: (each: Case, ours: Outcome, meant: Outcome) => boolean;
}

/** What `python.py` puts in the place of Python's own. */
export const DECIDED =
  "true, 5 for 5.0, nothing for None, lists joined by a comma, JSON as Siga writes it, also within `~`, `str`, `join` and formats; ties go up; no minus zero; signs bind tighter than `**`";

/** What is decided otherwise, or left open, besides. */
const RULES: Rule[] = [
  { says: "`default` takes what is null too", explains: ({ text }) => text.includes("nothing|default(") },
  { says: "`join` without a separator keeps its space", explains: ({ text }) => /\|join(?!\()/.test(text) },
  {
    says: "a text that is a number is one, one with a leading zero is none",
    explains: ({ text }) => /\b(?:digits|code)\b|'(?:5|7|42|1\.5)'/.test(text),
  },
];

export function explanationOf(each: Case, ours: Outcome, meant: Outcome): string | null {
  return RULES.find(({ explains }) => explains(each, ours, meant))?.says ?? null;
}
