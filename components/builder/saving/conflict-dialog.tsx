"use client";
import { useId, useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { triggerText } from "#lib/i18n/trigger-text.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import { findNode, findTransition } from "../model/graph.ts";
import { type Conflict, mergeGraphs, type Side } from "../model/merge.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { DifferenceList } from "../difference/difference-list.tsx";
import type { SaveState } from "./autosave.ts";
import { useAutosaver, useSaveState } from "./saving-context.tsx";
import { useKeepCopy } from "./use-keep-copy.ts";

/** Two people changed the draft: what each did, and the three ways on. Nothing is lost by any of them. */
export function ConflictDialog({ flowName }: { flowName: string }) {
  const t = useT();
  const { current, close } = useDialogs();
  const state = useSaveState();
  return (
    <Dialog open={current === "conflict" && state.kind === "stale"} onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={state.kind === "stale" && state.theirs.by?.isYou ? t("builder.conflictTabs") : t("builder.conflictTitle")}
        description={t("builder.conflictText")}
        className="max-w-2xl"
      >
        {state.kind === "stale" && <Ways state={state} flowName={flowName} onDone={close} />}
      </DialogContent>
    </Dialog>
  );
}

function Ways({ state, flowName, onDone }: { state: Extract<SaveState, { kind: "stale" }>; flowName: string; onDone: () => void }) {
  const t = useT();
  const editor = useEditor();
  const autosave = useAutosaver();
  const keepCopy = useKeepCopy();
  const sharedId = useId();
  const mine = useEditorState(({ graph }) => graph);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const [pending, setPending] = useState(false);
  const { base, theirs } = state;
  const merged = mergeGraphs(base, mine, theirs.graph, choices);

  const rebaseOnto = (graph: FlowGraph) => {
    editor.rebaseOnto(graph, { base, theirs: theirs.graph });
    autosave.resolve(theirs);
    onDone();
  };
  const keepMine = async () => {
    setPending(true);
    try {
      await keepCopy(flowName, mine);
      rebaseOnto(theirs.graph);
    } catch (error) {
      toast.error(refusalText(error, t));
    } finally {
      setPending(false);
    }
  };

  return (
    <>
      <Tabs defaultValue="theirs">
        <TabsList>
          <TabsTrigger value="theirs">{t("builder.conflictTheirs")}</TabsTrigger>
          <TabsTrigger value="mine">{t("builder.conflictMine")}</TabsTrigger>
        </TabsList>
        <TabsContent value="theirs" className="max-h-64 overflow-auto py-2">
          <DifferenceList before={base} after={theirs.graph} />
        </TabsContent>
        <TabsContent value="mine" className="max-h-64 overflow-auto py-2">
          <DifferenceList before={base} after={mine} />
        </TabsContent>
      </Tabs>
      {merged.conflicts.length > 0 && (
        <section aria-labelledby={sharedId} className="flex flex-col gap-1.5 border-t border-border pt-3">
          <h3 id={sharedId} className="text-[13px] font-semibold">
            {t("builder.conflictBoth", { count: merged.conflicts.length })}
          </h3>
          <div className="scroll-thin flex max-h-40 flex-col gap-1.5 overflow-y-auto">
            {merged.conflicts.map((conflict) => (
              <Decision
                key={`${conflict.kind} ${conflict.id}`}
                conflict={conflict}
                mine={mine}
                theirs={theirs.graph}
                side={choices.get(conflict.id) ?? "mine"}
                onChoose={(side) => setChoices(new Map([...choices, [conflict.id, side]]))}
              />
            ))}
          </div>
        </section>
      )}
      <DialogFooter>
        <Button onClick={() => rebaseOnto(theirs.graph)}>{t("builder.takeTheirs")}</Button>
        <Button pending={pending} onClick={() => void keepMine()}>
          {t("builder.keepMineAsCopy")}
        </Button>
        <Button variant="primary" onClick={() => rebaseOnto(merged.graph)}>
          {t("builder.mergeBoth")}
        </Button>
      </DialogFooter>
    </>
  );
}

function Decision({
  conflict,
  mine,
  theirs,
  side,
  onChoose,
}: {
  conflict: Conflict;
  mine: FlowGraph;
  theirs: FlowGraph;
  side: Side;
  onChoose: (side: Side) => void;
}) {
  const t = useT();
  const name = conflictName(conflict, mine, theirs, t) ?? t(conflict.kind === "settings" ? "builder.flowSettings" : "builder.start");
  const label = (value: unknown, words: string) =>
    value === null && conflict.kind !== "start" && conflict.kind !== "settings" ? t("builder.conflictRemoved", { side: words }) : words;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <span className="min-w-0 truncate text-[13px]">{name}</span>
      <Segmented
        label={name}
        value={side}
        onChange={onChoose}
        options={[
          { value: "mine", label: label(conflict.mine, t("builder.sideMine")) },
          { value: "theirs", label: label(conflict.theirs, t("builder.sideTheirs")) },
        ]}
      />
    </div>
  );
}

function conflictName({ kind, id }: Conflict, mine: FlowGraph, theirs: FlowGraph, t: Translate): string | undefined {
  if (kind === "node") return (findNode(mine, id) ?? findNode(theirs, id))?.name;
  if (kind === "note") return [...(mine.notes ?? []), ...(theirs.notes ?? [])].find((note) => note.id === id)?.text.slice(0, 60);
  if (kind === "trigger") {
    const trigger = [...(mine.triggers ?? []), ...(theirs.triggers ?? [])].find((each) => each.id === id);
    return trigger && t("triggers.diff", { trigger: triggerText(trigger, t) });
  }
  if (kind === "start" || kind === "settings") return undefined;
  const transition = findTransition(mine, id) ?? findTransition(theirs, id);
  const nameOf = (nodeId: string) => (findNode(mine, nodeId) ?? findNode(theirs, nodeId))?.name ?? nodeId;
  return transition && `${nameOf(transition.from)} → ${nameOf(transition.to)}`;
}
