"use client";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { FlowNode } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { FamilyIcon, familyOf } from "../families.tsx";
import { findNodes } from "../model/find.ts";
import { findNode } from "../model/graph.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSentences } from "../store/use-sentence.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

const SHOWN = 50;

/** Finds nodes by any of their words, and goes there. */
export function FindDialog() {
  const t = useT();
  const { current, close } = useDialogs();
  return (
    <Dialog open={current === "find"} onOpenChange={(open) => !open && close()}>
      <DialogContent title={t("builder.actionFind")} className="top-[12vh] max-w-xl translate-y-0 gap-2 p-4">
        <Finder onDone={close} />
      </DialogContent>
    </Dialog>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const t = useT();
  const listId = useId();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const sentenceOf = useSentences();
  const all = graph.nodes.map(({ id }) => ({ nodeId: id, excerpt: "" }));
  const found = (words.trim() === "" ? all : findNodes(graph, words, sentenceOf)).slice(0, SHOWN);
  const go = (nodeId: string | undefined) => {
    if (nodeId === undefined) return;
    onDone();
    editor.goTo(nodeId);
  };
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) === "Enter") go(found[at]?.nodeId);
    else if (pressedKey(event) === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (pressedKey(event) === "ArrowUp") setAt(Math.max(0, at - 1));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex items-center gap-2 rounded-md border border-input px-2.5 focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/40">
        <Search aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found.length === 0 ? undefined : `${listId}-${at}`}
          aria-label={t("builder.findPlaceholder")}
          placeholder={t("builder.findPlaceholder")}
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
            setAt(0);
          }}
          onKeyDown={press}
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground"
        />
      </div>
      {found.length === 0 && <p className="px-2 py-4 text-center text-sm text-muted-foreground">{t("builder.findEmpty")}</p>}
      <ul role="listbox" id={listId} aria-label={t("builder.actionFind")} className="scroll-thin max-h-80 overflow-y-auto">
        {found.map(({ nodeId, excerpt }, index) => {
          const node = findNode(graph, nodeId);
          return (
            node && (
              <Found key={nodeId} id={`${listId}-${index}`} node={node} excerpt={excerpt} isActive={index === at} onGo={() => go(nodeId)} />
            )
          );
        })}
      </ul>
    </>
  );
}

function Found({
  id,
  node,
  excerpt,
  isActive,
  onGo,
}: {
  id: string;
  node: FlowNode;
  excerpt: string;
  isActive: boolean;
  onGo: () => void;
}) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onGo}
      className={cn(
        "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm hover:bg-muted",
        isActive && "bg-secondary",
      )}
    >
      <FamilyIcon family={familyOf(node.node_type)} size="sm" />
      <span className="shrink-0">{node.name}</span>
      {excerpt !== node.name && <span className="min-w-0 truncate text-xs text-muted-foreground">{excerpt}</span>}
    </li>
  );
}
