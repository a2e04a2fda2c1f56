"use client";
import { Callout } from "#components/ui/callout.tsx";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { useForm } from "#components/node-form/form-context.tsx";
import { issueText } from "../issues/issue-text.ts";
import { QuickFixes } from "../issues/quick-fixes.tsx";
import { useEditorState } from "../store/editor-context.tsx";

/**
 * The issues of a node that belong to none of its fields; those stand at their field. Below the fields, so that none moves under the hands
 * that write in it.
 */
export function NodeIssues({ node }: { node: FlowNode }) {
  const t = useT();
  const locale = useLocale();
  const graph = useEditorState((state) => state.graph);
  const { issues } = useForm();
  const options = nodeTypes.get(node.node_type)?.config.shape ?? {};
  const loose = issues.filter(({ field }) => field === null || !Object.hasOwn(options, field.split(".")[0] ?? ""));
  if (loose.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {loose.map((issue, index) => (
        <li key={index}>
          <Callout tone={issue.severity === "error" ? "danger" : "warning"} className="px-2.5 py-2 text-[13px] leading-4.5">
            <div className="flex flex-col gap-1.5">
              {issueText(issue, graph, t, locale)}
              <QuickFixes issue={issue} />
            </div>
          </Callout>
        </li>
      ))}
    </ul>
  );
}
