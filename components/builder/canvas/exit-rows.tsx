"use client";
import { CornerDownRight, Plus } from "lucide-react";
import { Handle, Position } from "reactflow";
import { cn } from "#components/ui/cn.ts";
import { isAlways } from "#lib/engine/compile.ts";
import type { FlowNode, Transition } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { exitName } from "#lib/nodes/exit-name.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { handleId } from "../flow-to-graph.ts";
import { BLANK_WORDS } from "../issues/issue-text.ts";
import { type ExitRow, exitRows, rowsToRead } from "../model/exits.ts";
import type { Origin } from "../model/graph.ts";
import { placeAfter } from "../model/place.ts";
import { sizeReader } from "../store/sizes.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

/** The ways out of a node, each with its handle. */
export function ExitRows({ node, transitions }: { node: FlowNode; transitions: readonly Transition[] }) {
  const readOnly = useEditorState((state) => state.readOnly);
  const all = exitRows(node, transitions, nodeTypes);
  const rows = readOnly ? rowsToRead(all) : all;
  if (rows.length === 0) return null;
  return (
    <ul className="border-t border-border py-1">
      {rows.map((row) => (
        <Row key={handleId(originOfRow(row))} node={node} row={row} />
      ))}
    </ul>
  );
}

function originOfRow(row: ExitRow): Origin {
  return row.kind === "transition" ? { kind: "transition", transitionId: row.transition.id } : { kind: row.kind, exit: row.exit };
}

function Row({ node, row }: { node: FlowNode; row: ExitRow }) {
  const origin = originOfRow(row);
  return (
    <li className="relative flex min-h-6.5 items-center gap-1.5 px-3 py-1 text-xs leading-4">
      <RowText node={node} row={row} />
      {row.kind === "transition" ? (
        <Handle type="source" position={Position.Right} id={handleId(origin)} className="exit-handle" />
      ) : (
        <OpenExit node={node} origin={origin} />
      )}
    </li>
  );
}

function RowText({ node, row }: { node: FlowNode; row: ExitRow }) {
  const t = useT();
  const locale = useLocale();
  const name = exitName(row.exit, node, locale);
  if (row.kind === "new") return <span className="text-muted-foreground">{t("builder.newCondition")}</span>;
  const condition =
    row.kind === "transition" && row.blank === null && !isAlways(row.transition.condition) ? row.transition.condition : null;
  const blank = row.kind === "transition" ? row.blank : row.otherwise ? "otherwise" : null;
  const isLacking = row.kind === "exit" || blank === "missing";
  const order = row.kind === "transition" ? row.order : null;
  return (
    <>
      {order !== null && <span className="w-3 shrink-0 text-[11px] text-muted-foreground tabular-nums">{order}</span>}
      {condition !== null && <code className="line-clamp-2 min-w-0 font-mono text-[11px] break-words">{condition}</code>}
      {condition === null && (
        <span className={cn("truncate", isLacking ? "text-warning-text" : "text-muted-foreground")}>
          {blank === null ? name : t(BLANK_WORDS[blank])}
        </span>
      )}
      {row.exit !== "next" && (condition !== null || blank !== null) && (
        <span className="ml-auto text-[11px] text-muted-foreground">{name}</span>
      )}
    </>
  );
}

/** Where nothing leads on: a handle to drag from, and a button that offers what could come next. */
function OpenExit({ node, origin }: { node: FlowNode; origin: Origin }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const exit = "exit" in origin ? origin.exit : "next";
  const openLabel =
    origin.kind === "new"
      ? t("builder.addConditionAfter", { name: node.name })
      : exit === "next"
        ? t("builder.addAfter", { name: node.name })
        : t("builder.addAfterExit", { name: node.name, exit: exitName(exit, node, locale) });
  const open = (anchor: DOMRect) => {
    const state = editor.store.getState();
    editor.set({
      quickAdd: {
        target: { kind: "from", from: node.id, origin },
        place: placeAfter(state.graph, node.id, sizeReader(state)),
        anchor: { x: anchor.right, y: anchor.top },
      },
    });
  };
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
          tabIndex={-1}
          aria-label={openLabel}
          className="flex size-full cursor-pointer items-center justify-center rounded-full outline-none focus-visible:ring-2 focus-visible:ring-ring"
          onClick={(event) => {
            event.stopPropagation();
            open(event.currentTarget.getBoundingClientRect());
          }}
        >
          <Plus aria-hidden="true" className="size-3" />
        </button>
      )}
    </Handle>
  );
}
