"use client";
import { CircleAlert, CornerDownRight, Play, TriangleAlert } from "lucide-react";
import { memo, useDeferredValue } from "react";
import { cn } from "#components/ui/cn.ts";
import { isAlways } from "#lib/engine/compile.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { exitName } from "#lib/nodes/exit-name.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { FamilyIcon, familyOf } from "../families.tsx";
import { BLANK_WORDS } from "../issues/issue-text.ts";
import { issuesOf } from "../issues/issues-of.ts";
import { type OutlineItem, outlineOf } from "../model/outline.ts";
import { isSelected } from "../store/selection.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSentence } from "../store/use-sentence.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

const INDENT_PX = 14;

/** The flow as a list: for the keyboard, for screen readers, for phones. */
export function Outline() {
  const t = useT();
  // A long list must not hold up the letter that is being typed.
  const graph = useDeferredValue(useEditorState((state) => state.graph));
  const { items, loose } = outlineOf(graph);
  if (graph.nodes.length === 0) return <p className="p-4 text-[13px] text-muted-foreground">{t("builder.outlineEmpty")}</p>;
  return (
    <nav aria-label={t("builder.outline")} className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
      <OutlineList items={items} start={graph.start} />
      {loose.length > 0 && (
        <>
          <h3 className="px-1.5 pt-4 pb-1 text-xs font-medium text-muted-foreground">{t("builder.outlineLoose")}</h3>
          <OutlineList items={loose} start={graph.start} />
        </>
      )}
    </nav>
  );
}

function OutlineList({ items, start }: { items: readonly OutlineItem[]; start: string | null }) {
  return (
    <ol className="flex flex-col">
      {items.map((item, index) => (
        <li key={index}>
          <Line {...item} isStart={item.node.id === start} />
        </li>
      ))}
    </ol>
  );
}

const Line = memo(function Line({ node, depth, via, viaNode, blank, again, isStart }: OutlineItem & { isStart: boolean }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const selected = useEditorState(({ selection }) => isSelected(selection, node.id));
  const issues = useEditorState((state) => issuesOf(state.issues, node.id));
  const isError = issues.some(({ severity }) => severity === "error");
  const exit = via === null || via.exit === "next" ? null : exitName(via.exit, viaNode, locale);
  const sentence = useSentence(via === null || blank !== null || isAlways(via.condition) ? null : via.condition);
  const label = blank === null ? exit : t(BLANK_WORDS[blank]);
  return (
    <button
      type="button"
      aria-current={selected ? "true" : undefined}
      style={{ paddingLeft: 6 + depth * INDENT_PX }}
      onClick={() => editor.goTo(node.id)}
      onKeyDown={(event) => {
        if (pressedKey(event) === "Enter") {
          event.preventDefault();
          editor.goTo(node.id, "*");
        }
      }}
      className={cn(
        "flex min-h-7.5 w-full cursor-pointer items-center gap-2 rounded-md py-0.5 pr-1.5 text-left text-[13px] outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring",
        selected && "bg-primary-soft hover:bg-primary-soft",
        again && "text-muted-foreground",
      )}
    >
      {again ? (
        <CornerDownRight aria-hidden="true" className="mx-0.5 size-4 shrink-0" />
      ) : (
        <FamilyIcon family={familyOf(node.node_type)} size="sm" />
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        {sentence !== null && <span className="truncate text-[11px] leading-3.5 text-muted-foreground">{sentence}</span>}
        {via !== null && (blank !== null || isAlways(via.condition)) && label !== null && (
          <span className={cn("truncate text-[11px] leading-3.5", blank === "missing" ? "text-warning-text" : "text-muted-foreground")}>
            {label}
          </span>
        )}
        <span className="truncate leading-4.5">
          {again && <span className="sr-only">{t("builder.outlineAgain")} </span>}
          {node.name}
          {!again && <span className="sr-only">, {nodeMessages(node.node_type, locale).type}</span>}
        </span>
      </span>
      {isStart && <Play aria-label={t("builder.start")} className="size-3 shrink-0 fill-primary text-primary" />}
      {!again && issues.length > 0 && (
        <span
          role="img"
          aria-label={t("builder.issuesOfNode", { count: issues.length })}
          className={isError ? "text-danger-text" : "text-warning-text"}
        >
          {isError ? <CircleAlert className="size-3.5" /> : <TriangleAlert className="size-3.5" />}
        </span>
      )}
    </button>
  );
});
