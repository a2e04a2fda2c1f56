"use client";
import { StickyNote } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useReactFlow } from "reactflow";
import { Input } from "#components/ui/input.tsx";
import { matchRank } from "#components/ui/match-rank.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { addAndWrite } from "../actions/add-and-write.ts";
import type { Actions } from "../actions/use-actions.ts";
import { canvasBox } from "../viewport/canvas-box.ts";
import { FamilyIcon } from "../families.tsx";
import { openExit } from "../model/exits.ts";
import { findNode } from "../model/graph.ts";
import { CARD_SIZE, freePlace, placeAfter } from "../model/place.ts";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../card/size-reader.ts";
import { PALETTE_TYPE } from "./drag-type.ts";
import { newNode } from "./new-node.ts";
import { bestChoice, type NodeChoice, nodeChoices, type OptionChoice, optionChoices } from "./node-choices.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** All node types: to drag onto the canvas, or to place with a click or Enter. */
export function Palette({ actions }: { actions: Actions }) {
  const t = useT();
  const locale = useLocale();
  const [words, setWords] = useState("");
  const groups = nodeChoices(locale, words);
  const place = usePlaceNode();
  const placeOption = usePlaceOption(place);
  const best = bestChoice(groups, words);
  const options = optionChoices(locale, words);
  const [firstOption] = options;
  const showsNote = matchRank(words, t("builder.note")) > 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <Input
          type="search"
          value={words}
          aria-label={t("builder.paletteSearch")}
          placeholder={t("builder.paletteSearch")}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={(event) => {
            if (pressedKey(event) !== "Enter" || words === "" || (!best && !firstOption)) return;
            // Before the new card's field has the focus and Enter would be its.
            event.preventDefault();
            setWords("");
            if (best) place(best);
            else if (firstOption) placeOption(firstOption);
          }}
        />
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {groups.length === 0 && options.length === 0 && !showsNote && (
          <p className="px-1 py-4 text-[13px] text-muted-foreground">{t("builder.paletteEmpty")}</p>
        )}
        {groups.map(({ family, choices }) => (
          <Group key={family} title={t(`builder.family_${family}`)}>
            {choices.map((choice) => (
              <Entry key={choice.type.type} choice={choice} onPlace={() => place(choice)} />
            ))}
          </Group>
        ))}
        {options.length > 0 && (
          <Group title={t("builder.paletteOptions")}>
            {options.map((choice) => (
              <OptionEntry key={`${choice.type.type}.${choice.option}`} choice={choice} onPlace={() => placeOption(choice)} />
            ))}
          </Group>
        )}
        {showsNote && (
          <Group title={t("builder.paletteOther")}>
            <button
              type="button"
              onClick={actions.note}
              className="flex w-full cursor-pointer items-center gap-2.5 rounded-lg px-1.5 py-1.5 text-left text-[13px] outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring"
            >
              <span
                aria-hidden="true"
                className="inline-flex size-7 items-center justify-center rounded-md bg-warning-soft text-warning-text [&_svg]:size-4"
              >
                <StickyNote />
              </span>
              {t("builder.note")}
            </button>
          </Group>
        )}
      </div>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="pt-2">
      <h3 id={id} className="px-1.5 pb-1 text-xs font-medium text-muted-foreground">
        {title}
      </h3>
      <div className="flex flex-col gap-0.5">{children}</div>
    </section>
  );
}

function Entry({ choice: { type, name, hint }, onPlace }: { choice: NodeChoice; onPlace: () => void }) {
  return (
    <button
      type="button"
      draggable
      title={hint}
      data-node-type={type.type}
      onDragStart={(event) => {
        event.dataTransfer.setData(PALETTE_TYPE, type.type);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={onPlace}
      className="flex w-full cursor-grab items-center gap-2.5 rounded-lg px-1.5 py-1.5 text-left outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring active:cursor-grabbing"
    >
      <FamilyIcon family={type.family} />
      <span className="min-w-0 text-[13px] leading-4.5">{name}</span>
    </button>
  );
}

/** An option under the name by which people look for a node; it leads to where it is. */
function OptionEntry({ choice: { type, option, name, of }, onPlace }: { choice: OptionChoice; onPlace: () => void }) {
  const t = useT();
  return (
    <button
      type="button"
      data-node-option={`${type.type}.${option}`}
      onClick={onPlace}
      className="flex w-full cursor-pointer items-center gap-2.5 rounded-lg px-1.5 py-1.5 text-left outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring"
    >
      <FamilyIcon family={type.family} />
      <span className="flex min-w-0 flex-col text-[13px] leading-4.5">
        {name}
        <span className="text-xs leading-4 text-muted-foreground">{t("builder.paletteOptionOf", { name: of })}</span>
      </span>
    </button>
  );
}

/** Leads to an option: of the selected node where that has it, else of a new one. */
function usePlaceOption(place: (choice: Pick<NodeChoice, "type">) => void) {
  const editor = useEditor();
  const locale = useLocale();
  return ({ type, option }: OptionChoice) => {
    const { graph, selection } = editor.store.getState();
    const [selected, ...others] = selection.nodeIds;
    const node = others.length === 0 && selected !== undefined ? findNode(graph, selected) : undefined;
    const hasIt = node !== undefined && Object.hasOwn(nodeMessages(node.node_type, locale).options, option);
    if (!hasIt) place({ type });
    const [id] = editor.store.getState().selection.nodeIds;
    if (id !== undefined) editor.reveal(id, option);
  };
}

/** Places a node after the selected one where that has a free exit, else in the middle of the canvas. */
function usePlaceNode() {
  const editor = useEditor();
  const flow = useReactFlow();
  const locale = useLocale();
  return ({ type }: Pick<NodeChoice, "type">) => {
    const state = editor.store.getState();
    const sizeOf = sizeReader(state);
    const [selected, ...others] = state.selection.nodeIds;
    const from = others.length === 0 && selected !== undefined ? findNode(state.graph, selected) : undefined;
    const origin = from && openExit(state.graph, from, nodeTypes);
    const { left, top, width, height } = canvasBox();
    const middle = flow.screenToFlowPosition({ x: left + width / 2 - CARD_SIZE.width / 2, y: top + height / 3 });
    const place =
      from && origin
        ? placeAfter(state.graph, from.id, sizeOf)
        : freePlace(state.graph, sizeOf, { x: Math.round(middle.x), y: Math.round(middle.y) });
    addAndWrite(editor, (graph) =>
      newNode(graph, { type, locale, place, sizeOf, ...(from && origin ? { after: { from: from.id, origin } } : {}) }),
    );
  };
}
