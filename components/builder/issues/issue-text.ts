import type { Issue } from "#lib/engine/validate/issue.ts";
import type { FlowGraph, Json } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { fill, type Params } from "#lib/i18n/message.ts";
import { optionLabel } from "#lib/i18n/option-words.ts";
import { exitName } from "#lib/nodes/exit-name.ts";
import { problemText } from "#lib/nodes/problem-text.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { findNode } from "../model/graph.ts";

/** An issue in the author's language: by its node type's own words, by the catalogue, else as the engine says it. */
export function issueText(issue: Issue, graph: FlowGraph, t: Translate, locale: Locale): string {
  const node = issue.node_id === null ? undefined : findNode(graph, issue.node_id);
  const words = node && nodeMessages(node.node_type, locale);
  const field = issue.field === null ? "" : optionLabel(words?.options ?? {}, issue.field);
  const params: Params = {
    ...textParams(issue.params, locale),
    ...(issue.problem && { problem: problemText(issue.problem, locale) }),
    field,
  };
  const own = words?.issues?.[issue.code];
  const exit = typeof issue.params.exit === "string" ? exitName(issue.params.exit, node, locale) : "";
  const to = typeof issue.params.to === "string" ? short(findNode(graph, issue.params.to)?.name ?? issue.params.to) : "";
  const all = { ...params, exit, to };
  const code = issue.params.doubled === true ? "unknown_path_doubled" : issue.code;
  return own === undefined ? (t.maybe(`builder.issue_${code}`, all) ?? issue.message) : fill(own, locale, all);
}

/** The same right at its field, where node and field need no naming. */
export function fieldIssueText(issue: Issue, graph: FlowGraph, t: Translate, locale: Locale): string {
  return issue.problem === null ? issueText(issue, graph, t, locale) : problemText(issue.problem, locale);
}

/** What a transition without a condition is called beside others of its exit. */
export const BLANK_WORDS = { otherwise: "builder.exitOtherwise", missing: "builder.exitMissing" } as const;

const LONGEST_NAME = 40;

/** A sentence about a node names it, however long its name is, and does not consist of it. */
const short = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…` : name);

function textParams(params: Issue["params"], locale: Locale): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textOf(value, locale)]));
}

function textOf(value: Json, locale: Locale): string | number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return short(value);
  if (Array.isArray(value)) {
    return new Intl.ListFormat(locale, { type: "conjunction" }).format(value.map((item) => `“${short(String(item))}”`));
  }
  return JSON.stringify(value);
}
