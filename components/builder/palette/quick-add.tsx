"use client";
import { CornerUpLeft } from "lucide-react";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "#components/ui/command.tsx";
import { Popover, PopoverAnchor, PopoverContent } from "#components/ui/popover.tsx";
import type { NodeType } from "#lib/engine/define-node.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { editThenFocusCondition, connectExit } from "../actions/connect-exit.ts";
import { FamilyIcon, familyOf } from "../families.tsx";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { QuickAdd as Request } from "../store/editor-store.ts";
import { sizeReader } from "../store/sizes.ts";
import { newNode } from "./new-node.ts";
import { NEW, nodeChoices, nodesFirst } from "./node-choices.ts";

/** What can come next, right where it is wanted. */
export function QuickAdd() {
  const t = useT();
  const editor = useEditor();
  const request = useEditorState((state) => state.quickAdd);
  const close = () => editor.set({ quickAdd: null });
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
          onCloseAutoFocus={(event) => event.preventDefault()}
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
  const nodes = useEditorState(({ graph }) => graph.nodes);
  const add = (type: NodeType) => {
    onDone();
    const rounded = { x: Math.round(place.x), y: Math.round(place.y) };
    const joined = target.kind === "from" ? { after: target } : { on: target.transitionId };
    const change = (graph: FlowGraph) =>
      newNode(graph, { type, locale, place: rounded, sizeOf: sizeReader(editor.store.getState()), ...joined });
    if (target.kind === "from" && target.origin.kind === "new") return editThenFocusCondition(editor, target.from, target.origin, change);
    editor.edit(change);
    const [made] = editor.store.getState().selection.nodeIds;
    if (made !== undefined) editor.reveal(made);
  };
  const leadTo = (nodeId: string) => {
    onDone();
    if (target.kind === "from") connectExit(editor, target.from, target.origin, nodeId);
  };
  return (
    <Command label={t("builder.quickAdd")} filter={nodesFirst}>
      <CommandInput autoFocus placeholder={t("builder.quickAddSearch")} />
      <CommandList className="max-h-80">
        <CommandEmpty>{t("builder.paletteEmpty")}</CommandEmpty>
        <CommandGroup heading={t("builder.quickAddNew")}>
          {nodeChoices(locale).flatMap(({ family, choices }) =>
            choices.map(({ type, name, keywords }) => (
              <CommandItem key={type.type} id={`${NEW}${type.type}`} name={name} keywords={[...keywords]} onSelect={() => add(type)}>
                <FamilyIcon family={family} size="sm" />
                {name}
              </CommandItem>
            )),
          )}
        </CommandGroup>
        {target.kind === "from" && nodes.length > 1 && (
          <CommandGroup heading={t("builder.quickAddExisting")}>
            {nodes.map((node) => (
              <CommandItem key={node.id} id={`node ${node.id}`} name={node.name} onSelect={() => leadTo(node.id)}>
                <FamilyIcon family={familyOf(node.node_type)} size="sm" />
                <span className="truncate">{node.name}</span>
                <CornerUpLeft aria-hidden="true" className="ml-auto size-3.5" />
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </Command>
  );
}
