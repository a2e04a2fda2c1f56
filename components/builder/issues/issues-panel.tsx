"use client";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { issueText } from "./issue-text.ts";
import { QuickFixes } from "./quick-fixes.tsx";

/** Everything that stands in the way of publishing, or should be looked at first. */
export function IssuesPanel() {
  const t = useT();
  const issues = useEditorState((state) => state.issues);
  if (issues.length === 0)
    return <EmptyState icon={CircleCheck} title={t("builder.noIssues")} description={t("builder.noIssuesHint")} className="m-3" />;
  const errors = issues.filter(({ severity }) => severity === "error");
  const warnings = issues.filter(({ severity }) => severity === "warning");
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
      <IssueList title={t("builder.errors", { count: errors.length })} issues={errors} />
      <IssueList title={t("builder.warnings", { count: warnings.length })} issues={warnings} />
    </div>
  );
}

/** A long list would make every keystroke slow, and nobody reads it. */
const SHOWN = 100;

function IssueList({ title, issues }: { title: string; issues: readonly Issue[] }) {
  const t = useT();
  if (issues.length === 0) return null;
  return (
    <section className="flex flex-col pb-3">
      <h3 className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted-foreground">{title}</h3>
      <ul className="flex flex-col">
        {issues.slice(0, SHOWN).map((issue, index) => (
          <IssueRow key={index} issue={issue} />
        ))}
      </ul>
      {issues.length > SHOWN && (
        <p className="px-2 pt-1 text-xs text-muted-foreground">{t("builder.moreIssues", { count: issues.length - SHOWN })}</p>
      )}
    </section>
  );
}

function IssueRow({ issue }: { issue: Issue }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const Icon = issue.severity === "error" ? CircleAlert : TriangleAlert;
  const { node_id: nodeId } = issue;
  const isOfTrigger = issue.field?.startsWith("triggers.") === true;
  const go = () => {
    if (isOfTrigger) editor.set({ rightPanel: "triggers" });
    if (nodeId === null) return;
    editor.set({ rightPanel: "inspector" });
    editor.goTo(
      nodeId,
      issue.field === "condition" && issue.transition_id !== null ? `condition:${issue.transition_id}` : (issue.field ?? undefined),
    );
  };
  return (
    <li className="flex items-start gap-2 rounded-md px-2 py-1.5 hover:bg-muted">
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 ${issue.severity === "error" ? "text-danger-text" : "text-warning-text"}`}
      />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
        {nodeId === null && !isOfTrigger ? (
          <p className="text-[13px] leading-4.5">{issueText(issue, graph, t, locale)}</p>
        ) : (
          <button
            type="button"
            onClick={go}
            className="cursor-pointer rounded text-left text-[13px] leading-4.5 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
          >
            {issueText(issue, graph, t, locale)}
          </button>
        )}
        <QuickFixes issue={issue} />
      </div>
    </li>
  );
}
