import type { Problem } from "../problem/problem.ts";
import type { Context, FlowNode, Transition } from "../types.ts";

/** What the engine finds; a node type's `check` finds more, and has the words for it (`issues` of its words). */
export const ISSUE_CODES = [
  "no_start",
  "unknown_start",
  "duplicate_node_id",
  "cycle_without_wait",
  "cycle_without_listening",
  "no_such_flow",
  "flow_archived",
  "flow_not_published",
  "flow_without_listening",
  "unreachable_node",
  "unknown_node_type",
  "unknown_option",
  "unknown_path",
  "unknown_contact_field",
  "unreadable_key",
  "unreadable_name",
  "reserved_key",
  "bad_config",
  "bad_template",
  "bad_settings",
  "bad_condition",
  "missing_node",
  "unknown_exit",
  "dangling_exit",
  "no_fallback",
  "shadowed_transition",
  "unfinished_condition",
  "outside_window",
  "many_bubbles",
  "loose_dock",
  "trigger_without_words",
  "trigger_bad_cron",
  "trigger_without_audience",
  "trigger_without_flow",
  "trigger_never_reached",
  "trigger_collides",
  "silent_end",
  "unrescued_exit",
  "secret_elsewhere",
  "unknown_secret",
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** Found before publishing, in words for the author; `code` and `params` let an interface say it in another language. */
export interface Issue {
  severity: "error" | "warning";
  code: string;
  node_id: string | null;
  transition_id: string | null;
  /** The option of the node's config by its path (`message`, `choices.2.title`), or `condition` of a transition. */
  field: string | null;
  message: string;
  params: Context;
  /** Of a config, template or condition that cannot be read: why. Null for other issues. */
  problem: Problem | null;
}

interface Details<Code extends string = IssueCode> {
  severity: Issue["severity"];
  code: Code;
  message: string;
  field?: string;
  params?: Context;
  problem?: Problem;
}

export function flowIssue(details: Details): Issue {
  return issue(null, details);
}

export function nodeIssue(node: FlowNode, details: Details): Issue {
  return issue(node, details);
}

/** What the node's type found. */
export function typeIssue(node: FlowNode, details: Details<string>): Issue {
  return issue(node, details);
}

/** `node`: the one the transition leaves. */
export function transitionIssue(node: FlowNode, transition: Transition, details: Details): Issue {
  return { ...issue(node, details), transition_id: transition.id };
}

function issue(node: FlowNode | null, { severity, code, message, field, params, problem }: Details<string>): Issue {
  return {
    severity,
    code,
    node_id: node?.id ?? null,
    transition_id: null,
    field: field ?? null,
    message,
    params: node ? { node: node.name, ...params } : { ...params },
    problem: problem ?? null,
  };
}
