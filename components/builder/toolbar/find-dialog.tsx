"use client";
import { useState } from "react";
import { CommandDialog, CommandEmpty, CommandInput, CommandItem, CommandList } from "#components/ui/command.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { FamilyIcon } from "../families.tsx";
import { findNodes } from "../model/find.ts";
import { findNode } from "../model/graph.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

const SHOWN = 50;

/** Finds nodes by any of their words, and goes there. */
export function FindDialog() {
  const t = useT();
  const editor = useEditor();
  const { current, close } = useDialogs();
  const graph = useEditorState((state) => state.graph);
  const [words, setWords] = useState("");
  const found = words.trim() === "" ? graph.nodes.map(({ id }) => ({ nodeId: id, excerpt: "" })) : findNodes(graph, words);
  return (
    <CommandDialog open={current === "find"} onOpenChange={(open) => !open && close()} label={t("builder.actionFind")} shouldFilter={false}>
      <CommandInput value={words} onValueChange={setWords} placeholder={t("builder.findPlaceholder")} />
      <CommandList>
        <CommandEmpty>{t("builder.findEmpty")}</CommandEmpty>
        {found.slice(0, SHOWN).map(({ nodeId, excerpt }) => {
          const node = findNode(graph, nodeId);
          if (!node) return null;
          return (
            <CommandItem
              key={nodeId}
              value={nodeId}
              onSelect={() => {
                close();
                editor.goTo(nodeId);
              }}
            >
              <FamilyIcon family={nodeTypes.get(node.node_type)?.family ?? "flow"} size="sm" />
              <span className="shrink-0">{node.name}</span>
              {excerpt !== node.name && <span className="min-w-0 truncate text-xs text-muted-foreground">{excerpt}</span>}
            </CommandItem>
          );
        })}
      </CommandList>
    </CommandDialog>
  );
}
