"use client";
import { Minus, PencilLine, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { triggerText } from "#lib/i18n/trigger-text.ts";
import { conditionSentence } from "#lib/conditions/sentence.ts";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { exitName } from "#lib/nodes/exit-name.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { FamilyIcon, familyOf } from "../families.tsx";
import { namesIn } from "#lib/conditions/names.ts";
import { type Changed, countChanges, diffGraphs, isSameGraph, valueText } from "../model/diff.ts";
import { type ChangeMark, findNode } from "../model/graph.ts";
import { textDifference } from "../model/text-difference.ts";

interface DifferenceListProps {
  before: FlowGraph;
  after: FlowGraph;
  onNode?: (nodeId: string) => void;
}

const TONES: Record<ChangeMark, { icon: typeof Plus; className: string }> = {
  added: { icon: Plus, className: "text-success-text" },
  removed: { icon: Minus, className: "text-danger-text" },
  changed: { icon: PencilLine, className: "text-warning-text" },
};

/** What differs between two graphs, in words. */
export function DifferenceList({ before, after, onNode }: DifferenceListProps) {
  const t = useT();
  const locale = useLocale();
  const diff = diffGraphs(before, after);
  const name = (id: string) => (findNode(after, id) ?? findNode(before, id))?.name ?? id;
  const nameOrNone = (id: string | null) => (id === null ? t("common.none") : name(id));
  const transitionText = ({ from, to, exit, condition }: Transition, graph: FlowGraph) => {
    const by = exit === "next" ? "" : ` · ${exitName(exit, findNode(graph, from), locale)}`;
    return `${name(from)}${by} → ${name(to)}${condition === null ? "" : ` (${conditionSentence(condition, locale, namesIn(graph, nodeTypes))})`}`;
  };
  if (countChanges(diff) === 0)
    return (
      <p className="text-[13px] text-muted-foreground">{t(isSameGraph(before, after) ? "builder.diffNone" : "builder.diffOnlyLooks")}</p>
    );
  return (
    <ul className="flex flex-col gap-0.5">
      {diff.nodes.added.map((node) => (
        <NodeLine key={node.id} mark="added" node={node} onNode={onNode} />
      ))}
      {diff.nodes.removed.map((node) => (
        <NodeLine key={node.id} mark="removed" node={node} onNode={onNode} />
      ))}
      {diff.nodes.changed.map((change) => (
        <NodeLine key={change.after.id} mark="changed" node={change.after} onNode={onNode}>
          <ChangedOptions change={change} />
        </NodeLine>
      ))}
      {diff.transitions.added.map((transition) => (
        <Line key={transition.id} mark="added">
          {transitionText(transition, after)}
        </Line>
      ))}
      {diff.transitions.removed.map((transition) => (
        <Line key={transition.id} mark="removed">
          {transitionText(transition, before)}
        </Line>
      ))}
      {diff.transitions.changed.map((change) => (
        <Line key={change.after.id} mark="changed">
          {transitionText(change.before, before)} ⇒ {transitionText(change.after, after)}
        </Line>
      ))}
      {diff.reordered.map((node) => (
        <Line key={`order ${node.id}`} mark="changed">
          {t("builder.diffReordered", { name: node.name })}
        </Line>
      ))}
      {diff.triggers.added.map((trigger) => (
        <TriggerLine key={trigger.id} mark="added" trigger={trigger} />
      ))}
      {diff.triggers.removed.map((trigger) => (
        <TriggerLine key={trigger.id} mark="removed" trigger={trigger} />
      ))}
      {diff.triggers.changed.map((change) => (
        <TriggerLine key={change.after.id} mark="changed" trigger={change.after} />
      ))}
      {diff.settings.map((setting) => (
        <Line key={`setting ${setting}`} mark="changed">
          {t("builder.diffSetting", { name: t.maybe(`flows.setting_${setting}`) ?? setting })}
        </Line>
      ))}
      {diff.start && (
        <Line mark="changed">{t("builder.diffStart", { before: nameOrNone(diff.start.before), after: nameOrNone(diff.start.after) })}</Line>
      )}
    </ul>
  );
}

function TriggerLine({ mark, trigger }: { mark: ChangeMark; trigger: Trigger }) {
  const t = useT();
  return <Line mark={mark}>{t("triggers.diff", { trigger: triggerText(trigger, t) })}</Line>;
}

function NodeLine({
  mark,
  node,
  onNode,
  children,
}: {
  mark: ChangeMark;
  node: FlowNode;
  onNode?: ((nodeId: string) => void) | undefined;
  children?: ReactNode;
}) {
  const words = (
    <>
      <FamilyIcon family={familyOf(node.node_type)} size="sm" />
      <span className="min-w-0 truncate">{node.name}</span>
    </>
  );
  return (
    <Line mark={mark} below={children}>
      {onNode ? (
        <button
          type="button"
          onClick={() => onNode(node.id)}
          className="flex min-w-0 cursor-pointer items-center gap-1.5 rounded outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
        >
          {words}
        </button>
      ) : (
        <span className="flex min-w-0 items-center gap-1.5">{words}</span>
      )}
    </Line>
  );
}

/** Each option that differs: what it was and what it is. */
function ChangedOptions({ change: { before, after, fields } }: { change: Changed<FlowNode> }) {
  const t = useT();
  const locale = useLocale();
  const format = useFormat();
  const { options } = nodeMessages(after.node_type, locale);
  const shownValue = (node: FlowNode, field: string) => {
    const text = valueText(node, field);
    return field.endsWith("_seconds") && text !== "" ? format.duration(Number(text)) : text;
  };
  const label = (field: string) => {
    if (field === "name") return t("builder.nodeName");
    if (field === "node_type") return t("builder.nodeType");
    const option = field.replace("config.", "");
    return options[option]?.label ?? option;
  };
  return (
    <dl className="flex flex-col gap-1 pb-1 pl-5 text-xs leading-4">
      {fields.map((field) => (
        <div key={field}>
          <dt className="text-muted-foreground">{label(field)}</dt>
          <dd className="wrap-anywhere whitespace-pre-wrap">
            <ChangedText before={shownValue(before, field)} after={shownValue(after, field)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What went and what came, and of the rest only what is near. */
function ChangedText({ before, after }: { before: string; after: string }) {
  return textDifference(before, after).map(({ kind, text }, index) => {
    if (kind === "removed")
      return (
        <del key={index} className="rounded-xs bg-danger-soft text-danger-text">
          {text}
        </del>
      );
    if (kind === "added")
      return (
        <ins key={index} className="rounded-xs bg-success-soft text-success-text no-underline">
          {text}
        </ins>
      );
    return (
      <span key={index} className={kind === "gap" ? "text-muted-foreground" : undefined}>
        {text}
      </span>
    );
  });
}

function Line({ mark, below, children }: { mark: ChangeMark; below?: ReactNode; children: ReactNode }) {
  const t = useT();
  const { icon: Icon, className } = TONES[mark];
  return (
    <li>
      <div className="flex min-h-6.5 items-center gap-1.5 text-[13px]">
        <Icon aria-hidden="true" className={cn("size-3.5 shrink-0", className)} />
        <span className="sr-only">{t(`builder.diff_${mark}`)}</span>
        <span className={cn("min-w-0 wrap-anywhere", mark === "removed" && "text-muted-foreground line-through")}>{children}</span>
      </div>
      {below}
    </li>
  );
}
