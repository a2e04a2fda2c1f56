"use client";
import { createContext, type ReactNode, use } from "react";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { Context, FlowNode, Json } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { OptionWords } from "#lib/nodes/node-messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { fieldIssueText } from "../issues/issue-text.ts";
import { useDebouncedIssues } from "../issues/use-debounced-issues.ts";
import { configureNode } from "../model/commands/change.ts";
import { pathsBefore, type KnownPath } from "../model/upstream.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSample } from "../store/sample-store.ts";

interface Form {
  node: FlowNode;
  /** The options as the node type reads them; as they were written while one of them is not valid. */
  config: Readonly<Record<string, unknown>>;
  issues: readonly Issue[];
  /** What the texts of this node may read. */
  paths: readonly KnownPath[];
  sample: Context;
  readOnly: boolean;
  set(option: string, value: Json | undefined): void;
}

const FormContext = createContext<Form | null>(null);

/** Around the form of one node. */
export function FormProvider({ node, children }: { node: FlowNode; children: ReactNode }) {
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const readOnly = useEditorState((state) => state.readOnly);
  const { issues, onType, onLeave } = useDebouncedIssues(
    useEditorState((state) => state.issues.filter((issue) => issue.node_id === node.id && issue.transition_id === null)),
  );
  const paths = pathsBefore(graph, nodeTypes, node.id);
  const sample = useSample(paths);
  const parsed = nodeTypes.get(node.node_type)?.config.safeParse(node.config);
  const config = parsed?.success ? (parsed.data as Readonly<Record<string, unknown>>) : node.config;
  const set: Form["set"] = (option, value) => {
    onType();
    editor.edit((now) => configureNode(now, node.id, { [option]: value }), { group: `${node.id}.${option}` });
  };
  return (
    <FormContext value={{ node, config, issues, paths, sample, readOnly, set }}>
      <div className="contents" onBlur={onLeave}>
        {children}
      </div>
    </FormContext>
  );
}

export function useForm(): Form {
  const form = use(FormContext);
  if (form === null) throw new Error("there is no FormProvider above this field");
  return form;
}

export interface Option extends Form {
  /** As the author wrote it. */
  written: Json | undefined;
  /** As the node type reads it. */
  value: unknown;
  words: OptionWords;
  /** What is wrong with it, in the author's language. */
  error: string | undefined;
  warning: string | undefined;
  change(value: Json | undefined): void;
}

/** Everything that the field of one option needs. */
export function useOption(name: string): Option {
  const form = useForm();
  const t = useT();
  const locale = useLocale();
  const graph = useEditorState((state) => state.graph);
  const { node, config, issues } = form;
  const mine = issues.filter((issue) => issue.field === name);
  const say = (severity: Issue["severity"]) => {
    const issue = mine.find((each) => each.severity === severity);
    return issue && fieldIssueText(issue, graph, t, locale);
  };
  return {
    ...form,
    written: node.config[name],
    value: config[name],
    words: nodeMessages(node.node_type, locale).options[name] ?? { label: name },
    error: say("error"),
    warning: say("warning"),
    change: (value) => form.set(name, value),
  };
}

/** An option as text, whatever an import holds there. */
export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
