"use client";
import { CornerDownRight, Plus } from "lucide-react";
import { Handle, Position } from "reactflow";
import { cn } from "#components/ui/cn.ts";
import { isAlways } from "#lib/engine/compile.ts";
import { docksOf } from "#lib/engine/docks.ts";
import type { FlowNode, Transition } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { exitName } from "#lib/nodes/exit-name.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { addAfter } from "../actions/add-and-write.ts";
import { openExitName } from "../open-exit-name.ts";
import { handleId } from "../flow-to-graph.ts";
import { BLANK_WORDS } from "../issues/issue-text.ts";
import { type ExitRow, exitRows, rowsToRead } from "../model/exits.ts";
import type { Origin } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSentence } from "../store/use-sentence.ts";

interface ExitRowsProps {
  node: FlowNode;
  /** Those that leave it, in their order. */
  transitions: readonly Transition[];
  /** Only handles, on the card's right side. */
  isCompact: boolean;
  /** Then the Tab key comes by what can be added, and nothing is cut off. */
  isSelected: boolean;
}

/** The ways out of a node, each with its handle. */
export function ExitRows({ node, transitions, isCompact, isSelected }: ExitRowsProps) {
  const readOnly = useEditorState((state) => state.readOnly);
  const all = exitRows(node, transitions, nodeTypes);
  const below = useEditorState(({ graph }) => docksOf(graph).below.get(node.id));
  // What is docked under the card needs no line to it.
  const rows = (readOnly ? rowsToRead(all) : all).filter((row) => row.kind !== "transition" || row.transition.to !== below);
  if (rows.length === 0) return null;
  return (
    <ul className={isCompact ? "absolute inset-y-0 right-0 flex flex-col justify-center" : "border-t border-border py-1"}>
      {rows.map((row) => (
        <Row key={handleId(originOfRow(row))} node={node} row={row} isCompact={isCompact} isSelected={isSelected} />
      ))}
    </ul>
  );
}

function originOfRow(row: ExitRow): Origin {
  return row.kind === "transition" ? { kind: "transition", transitionId: row.transition.id } : { kind: row.kind, exit: row.exit };
}

function Row({ node, row, isCompact, isSelected }: { node: FlowNode; row: ExitRow } & Pick<ExitRowsProps, "isCompact" | "isSelected">) {
  const origin = originOfRow(row);
  return (
    <li className={isCompact ? "relative h-5" : "relative flex min-h-6.5 items-center gap-1.5 px-3 py-1 text-xs leading-4"}>
      {!isCompact && <RowText node={node} row={row} isWhole={isSelected} />}
      {row.kind === "transition" ? (
        <Handle type="source" position={Position.Right} id={handleId(origin)} className="exit-handle" />
      ) : (
        <OpenExit node={node} row={row} isSelected={isSelected} />
      )}
    </li>
  );
}

function RowText({ node, row, isWhole }: { node: FlowNode; row: ExitRow; isWhole: boolean }) {
  const t = useT();
  const locale = useLocale();
  const name = exitName(row.exit, node, locale);
  const condition =
    row.kind === "transition" && row.blank === null && !isAlways(row.transition.condition) ? row.transition.condition : null;
  const blank = row.kind === "transition" ? row.blank : row.kind === "exit" && row.otherwise ? "otherwise" : null;
  const sentence = useSentence(condition);
  const isLacking = row.kind === "exit" || blank === "missing";
  if (row.kind === "new") return <span className="card-fine text-muted-foreground">{t("builder.newCondition")}</span>;
  const order = row.kind === "transition" ? row.order : null;
  return (
    <>
      {order !== null && <span className="card-fine w-3 shrink-0 text-[11px] text-muted-foreground tabular-nums">{order}</span>}
      {sentence !== null && (
        <span className={cn("card-fine min-w-0 wrap-anywhere", !isWhole && "line-clamp-2")} title={sentence}>
          {sentence}
        </span>
      )}
      {condition === null && (
        <span className={cn("card-fine truncate", isLacking ? "text-warning-text" : "text-muted-foreground")}>
          {blank === null ? name : t(BLANK_WORDS[blank])}
        </span>
      )}
      {row.exit !== "next" && (condition !== null || blank !== null) && (
        <span className="card-fine ml-auto text-[11px] text-muted-foreground">{name}</span>
      )}
    </>
  );
}

/** Where nothing leads on: a handle to drag from, and a button that offers what could come next. */
function OpenExit({ node, row, isSelected }: { node: FlowNode; row: ExitRow; isSelected: boolean }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const origin = originOfRow(row);
  const exit = openExitName(row, node, t, locale);
  const label = exit === null ? t("builder.addAfter", { name: node.name }) : t("builder.addAfterExit", { name: node.name, exit });
  return (
    <Handle
      type="source"
      position={Position.Right}
      id={handleId(origin)}
      className={cn("open-handle", origin.kind === "new" && "open-handle-quiet")}
    >
      {readOnly ? (
        <CornerDownRight aria-hidden="true" className="size-3" />
      ) : (
        <button
          type="button"
          tabIndex={isSelected ? 0 : -1}
          aria-label={label}
          className="flex size-full cursor-pointer items-center justify-center rounded-full outline-none focus-visible:ring-2 focus-visible:ring-ring"
          onClick={(event) => {
            event.stopPropagation();
            const { right, top } = event.currentTarget.getBoundingClientRect();
            addAfter(editor, node.id, origin, { x: right, y: top });
          }}
        >
          <Plus aria-hidden="true" className="size-3" />
        </button>
      )}
    </Handle>
  );
}
