import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { Writing } from "../store/writing.ts";
import { issueKeys } from "./issues-to-tell.ts";

interface IssuesOfField {
  issues: readonly Issue[];
  /** To be called with each letter. */
  onType: () => void;
  /** The field was left. */
  onLeave: () => void;
}

/**
 * The issues of a node's config or of a condition. Half a name reads a path that nothing sets, and half a condition cannot be read:
 * nobody is told so, here or on the card, before the field is left.
 */
export function useIssuesOfField(of: Writing["of"]): IssuesOfField {
  const { store, set } = useEditor();
  const issues = useEditorState((state) =>
    state.issues.filter(({ node_id: nodeId, transition_id: transitionId }) =>
      "nodeId" in of ? nodeId === of.nodeId && transitionId === null : transitionId === of.transitionId,
    ),
  );
  return {
    issues,
    onType: () => {
      if (store.getState().writing === null) set({ writing: { of, before: issueKeys(issues) } });
    },
    onLeave: () => {
      if (store.getState().writing !== null) set({ writing: null });
    },
  };
}
