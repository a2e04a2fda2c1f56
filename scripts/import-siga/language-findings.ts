import type { FlowNode } from "../../lib/engine/types.ts";
import type { Finding } from "./finding.ts";

/** What texts meant in the old system and do not mean here, as far as it can be seen without their values; `--shadow` sees the rest. */
interface Difference {
  pattern: RegExp;
  what: string;
}

/** Messages were Python's `str.format`. */
const FORMAT: Difference[] = [
  { pattern: /\{\{|\}\}/, what: "doubled braces were single ones in the message; here {{ x }} is the value of x" },
  { pattern: /\{%|\{#/, what: "{% and {# were written as they are; here they begin a tag and a comment" },
];
/** Prompts were Jinja2. */
const JINJA: Difference[] = [
  {
    pattern: /(?<!\{)\{[\p{ID_Start}_][\p{ID_Continue}.]*(?:\[[^\]{}]*\])*(?:![rs])?(?::[^{}\s"]*)?\}(?!\})/u,
    what: "{x} with single braces was written as it is; here it is the value of x ({% raw %} keeps it)",
  },
  { pattern: /\|\s*join(?!\s*[(\w])/, what: "join without a separator put nothing between; here it puts a space: write join('')" },
];
const MESSAGES = new Set(["message"]);
const PROMPTS = new Set(["prompt_template", "prompt", "system_prompt", "response_template"]);

export function languageFindings({ name, config }: FlowNode): Finding[] {
  return Object.entries(config).flatMap(([option, text]) => {
    const differences = MESSAGES.has(option) ? FORMAT : PROMPTS.has(option) ? JINJA : [];
    if (typeof text !== "string") return [];
    return differences
      .filter(({ pattern }) => pattern.test(text))
      .map(({ what }): Finding => ({ kind: "differs", where: name, what: `${option}: ${what}` }));
  });
}
