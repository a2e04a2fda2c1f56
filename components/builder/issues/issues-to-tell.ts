import { knownContactFields } from "#components/api/contact-fields.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { issuesIn, type Surroundings } from "#lib/nodes/issues-in.ts";
import type { Writing } from "../store/writing.ts";

/**
 * What is worth telling somebody who is drawing: not that an empty flow is empty, nor what a node lacks that was made a moment ago and is
 * still being written, nor what is wrong with half a word. Publishing looks at everything.
 */
export function issuesToTell(
  graph: FlowGraph,
  fresh: ReadonlySet<string>,
  writing: Writing | null = null,
  surroundings: Surroundings = {},
): readonly Issue[] {
  if (graph.nodes.length === 0) return [];
  return issuesIn(graph, { ...surroundings, contactFields: knownContactFields() }).filter((issue) => {
    if (issue.node_id !== null && fresh.has(issue.node_id)) return false;
    return writing === null || !isWrittenIn(issue, writing) || !isOfHalf(issue) || writing.before.has(keyOf(issue));
  });
}

/** These issues, told from others of the same field. */
export const issueKeys = (issues: readonly Issue[]): ReadonlySet<string> => new Set(issues.map(keyOf));

const keyOf = ({ code, field }: Issue): string => `${field ?? ""} ${code}`;

const isWrittenIn = ({ node_id: nodeId, transition_id: transitionId }: Issue, { of }: Writing): boolean =>
  "nodeId" in of ? nodeId === of.nodeId && transitionId === null : transitionId === of.transitionId;

/** What is half written looks so. That a text grows too long is worth hearing while it does. */
const isOfHalf = ({ severity, code }: Issue): boolean =>
  severity === "error" || ["unknown_path", "unknown_contact_field", "unreadable_name"].includes(code);
