import type { Context, FlowNode, Transition } from "./types.ts";

/** Found before publishing, in words for the author; `code` and `params` let an interface say it in another language. */
export interface Issue {
  severity: "error" | "warning";
  code: string;
  node_id: string | null;
  transition_id: string | null;
  /** The option of the node's config, or `condition` of a transition. */
  field: string | null;
  message: string;
  params: Context;
}

type Details = Pick<Issue, "severity" | "code" | "message"> & { field?: string; params?: Context };

export function flowIssue({ field, params, ...details }: Details): Issue {
  return { ...details, node_id: null, transition_id: null, field: field ?? null, params: params ?? {} };
}

export function nodeIssue(node: FlowNode, details: Details): Issue {
  const issue = flowIssue(details);
  return { ...issue, node_id: node.id, params: { node: node.name, ...issue.params } };
}

/** `node`: the one the transition leaves. */
export function transitionIssue(node: FlowNode, transition: Transition, details: Details): Issue {
  return { ...nodeIssue(node, details), transition_id: transition.id };
}
