"use client";
import { CornerUpLeft } from "lucide-react";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "#components/ui/command.tsx";
import { Popover, PopoverAnchor, PopoverContent } from "#components/ui/popover.tsx";
import { keepOpenWhileComposing } from "#components/ui/pressed-key.ts";
import { useState } from "react";
import type { NodeType } from "#lib/engine/define-node.ts";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { addAndWrite } from "../actions/add-and-write.ts";
import { focusCard } from "../actions/card-focus.ts";
import { connectExit } from "../actions/connect-exit.ts";
import { FamilyIcon, familyOf } from "../families.tsx";
import type { Origin } from "../model/graph.ts";
import { usualTargets } from "../model/usual-targets.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { QuickAdd as Request } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { newNode } from "./new-node.ts";
import { NEW, nodeChoices, nodesFirst } from "./node-choices.ts";

/** What can come next, right where it is wanted. */
export function QuickAdd() {
  const t = useT();
  const editor = useEditor();
  const request = useEditorState((state) => state.quickAdd);
  const close = () => editor.set({ quickAdd: null });
  const leave = () => {
    close();
    if (request?.opener?.isConnected) return request.opener.focus();
    focusCard(request?.target.kind === "from" ? request.target.from : undefined);
  };
  return (
    <Popover open={request !== null} onOpenChange={(open) => !open && close()}>
      <PopoverAnchor asChild>
        <span
          aria-hidden="true"
          className="pointer-events-none fixed size-px"
          style={{ left: request?.anchor.x ?? 0, top: request?.anchor.y ?? 0 }}
        />
      </PopoverAnchor>
      {request && (
        <PopoverContent
          align="start"
          side="right"
          aria-label={t("builder.quickAdd")}
          sideOffset={8}
          className="w-72 p-0"
          // Where the focus goes next is for what was chosen; without a choice, back.
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            keepOpenWhileComposing(event);
            if (!event.defaultPrevented) leave();
          }}
        >
          <Choices request={request} onDone={close} />
        </PopoverContent>
      )}
    </Popover>
  );
}

function Choices({ request: { target, place }, onDone }: { request: Request; onDone: () => void }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const { nodes } = graph;
  const add = (type: NodeType) => {
    onDone();
    const rounded = { x: Math.round(place.x), y: Math.round(place.y) };
    const joined = target.kind === "from" ? { after: target } : target.kind === "on" ? { on: target.transitionId } : {};
    addAndWrite(editor, (graph) =>
      newNode(graph, { type, locale, place: rounded, sizeOf: sizeReader(editor.store.getState()), ...joined }),
    );
  };
  const leadTo = (nodeId: string) => {
    onDone();
    if (target.kind !== "from") return;
    connectExit(editor, target.from, target.origin, nodeId);
    if (target.origin.kind !== "new") focusCard(target.from);
  };
  const [words, setWords] = useState("");
  const made = rankedBy(
    nodeChoices(locale).flatMap(({ choices }) => choices),
    ({ type, name, keywords }) => nodesFirst(`${NEW}${type.type}`, words, [name, ...keywords]),
  );
  const usual = target.kind === "from" && words === "" ? usualTargets(graph, target.from, exitOf(target.origin)) : [];
  const others = nodes.filter((node) => !usual.includes(node));
  const there = rankedBy(target.kind === "from" && nodes.length > 1 ? others : [], ({ id, name }) =>
    nodesFirst(`node ${id}`, words, [name]),
  );
  const isThereFirst = (there[0]?.rank ?? 0) > (made[0]?.rank ?? 0);
  const best = usual[0]
    ? `usual ${usual[0].id}`
    : isThereFirst
      ? `node ${there[0]?.item.id ?? ""}`
      : `${NEW}${made[0]?.item.type.type ?? ""}`;
  const [chosen, setChosen] = useState({ words, value: best });
  const groups = [
    made.length > 0 && (
      <CommandGroup key="new" heading={t("builder.quickAddNew")}>
        {made.map(({ item: { type, name } }) => (
          <CommandItem key={type.type} id={`${NEW}${type.type}`} name={name} onSelect={() => add(type)}>
            <FamilyIcon family={type.family} size="sm" />
            {name}
          </CommandItem>
        ))}
      </CommandGroup>
    ),
    there.length > 0 && (
      <CommandGroup key="there" heading={t("builder.quickAddExisting")}>
        {there.map(({ item: node }) => (
          <NodeItem key={node.id} id={`node ${node.id}`} node={node} onSelect={() => leadTo(node.id)} />
        ))}
      </CommandGroup>
    ),
  ];
  return (
    // Ranked here and not by the list, which leaves what comes back into sight where it was, so that Enter would take the wrong one.
    <Command
      label={t("builder.quickAdd")}
      shouldFilter={false}
      value={chosen.words === words ? chosen.value : best}
      onValueChange={(value) => setChosen({ words, value })}
    >
      <CommandInput autoFocus placeholder={t("builder.quickAddSearch")} value={words} onValueChange={setWords} />
      <CommandList className="max-h-80">
        <CommandEmpty>{t("builder.paletteEmpty")}</CommandEmpty>
        {usual.length > 0 && (
          <CommandGroup heading={t("builder.quickAddUsual")}>
            {usual.map((node) => (
              <NodeItem key={node.id} id={`usual ${node.id}`} node={node} onSelect={() => leadTo(node.id)} />
            ))}
          </CommandGroup>
        )}
        {isThereFirst ? groups.toReversed() : groups}
      </CommandList>
    </Command>
  );
}

function NodeItem({ id, node, onSelect }: { id: string; node: FlowNode; onSelect: () => void }) {
  return (
    <CommandItem id={id} name={node.name} onSelect={onSelect}>
      <FamilyIcon family={familyOf(node.node_type)} size="sm" />
      <span className="truncate">{node.name}</span>
      <CornerUpLeft aria-hidden="true" className="ml-auto size-3.5" />
    </CommandItem>
  );
}

/** The exit of a transition that is there already is asked for by nobody. */
const exitOf = (origin: Origin): string => (origin.kind === "transition" ? "next" : origin.exit);

/** What fits, the best first. */
function rankedBy<Item>(items: readonly Item[], rankOf: (item: Item) => number): { item: Item; rank: number }[] {
  return items
    .map((item) => ({ item, rank: rankOf(item) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank);
}
