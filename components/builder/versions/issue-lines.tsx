"use client";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { issueText } from "../issues/issue-text.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { RightPanel } from "../store/editor-store.ts";

const SHOWN = 6;

/** What stands in the way of publishing; each leads to its place. */
export function IssueLines({ issues }: { issues: readonly Issue[] }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const { close } = useDialogs();
  const graph = useEditorState((state) => state.graph);
  return (
    <ul className="flex flex-col gap-0.5 text-[13px]">
      {issues.slice(0, SHOWN).map((issue, index) => (
        <li key={index}>
          <button
            type="button"
            className="cursor-pointer rounded text-left underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
            onClick={() => {
              close();
              editor.set({ rightPanel: panelOf(issue) });
              if (issue.node_id !== null) editor.goTo(issue.node_id, issue.field ?? undefined);
            }}
          >
            {issueText(issue, graph, t, locale)}
          </button>
        </li>
      ))}
      {issues.length > SHOWN && <li>{t("builder.moreIssues", { count: issues.length - SHOWN })}</li>}
    </ul>
  );
}

const panelOf = ({ node_id: nodeId, field }: Issue): RightPanel =>
  nodeId !== null ? "inspector" : field?.startsWith("triggers.") === true ? "triggers" : "issues";
