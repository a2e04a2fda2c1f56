"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { call } from "#components/api/call.ts";
import { Button } from "#components/ui/button.tsx";
import { listChannelsContract } from "#lib/api/channels.ts";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import { DEFAULT_PRIORITY, MOST_TRIGGERS } from "#lib/engine/triggers/schema.ts";
import { useT } from "#lib/i18n/client.tsx";
import { withTriggers } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { TriggerForm } from "./trigger-form.tsx";

const NONE: Trigger[] = [];

/** What begins the flow beside its channels. */
export function TriggersPanel() {
  const t = useT();
  const editor = useEditor();
  const triggers = useEditorState(({ graph }) => graph.triggers ?? NONE);
  const readOnly = useEditorState((state) => state.readOnly);
  const issues = useEditorState((state) => state.issues);
  /** Whose first field takes the focus when it appears. */
  const [added, setAdded] = useState<string | null>(null);
  const channels = useQuery({
    queryKey: ["channels-of-triggers"],
    queryFn: ({ signal }) => call(listChannelsContract, { query: { limit: 200 } }, signal),
  });
  const edit = (group: string, change: (triggers: Trigger[]) => Trigger[]) =>
    editor.edit((graph) => withTriggers(graph, change(graph.triggers ?? [])), { group });
  const add = () => {
    const id = crypto.randomUUID().slice(0, 8);
    setAdded(id);
    edit(`triggers.${id}`, (before) => [
      ...before,
      { id, type: "words", match: "exact", words: [], priority: DEFAULT_PRIORITY, on_open: "ignore" },
    ]);
  };
  return (
    <section aria-label={t("triggers.flowTitle")} className="scroll-thin flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
      <p className="text-xs leading-4 text-muted-foreground">{t(triggers.length === 0 ? "triggers.none" : "triggers.flowText")}</p>
      <div className="flex flex-col gap-3 empty:hidden">
        {triggers.map((trigger) => (
          <TriggerForm
            key={trigger.id}
            trigger={trigger}
            channels={channels.data?.items ?? []}
            issues={issues.filter(({ field }) => field === `triggers.${trigger.id}`)}
            readOnly={readOnly}
            isNew={added === trigger.id}
            onChange={(changed) =>
              edit(`triggers.${trigger.id}`, (before) => before.map((each) => (each.id === trigger.id ? changed : each)))
            }
            onRemove={() => edit(`triggers.${trigger.id}.removed`, (before) => before.filter(({ id }) => id !== trigger.id))}
          />
        ))}
      </div>
      {!readOnly && (
        <Button size="sm" className="self-start" disabled={triggers.length >= MOST_TRIGGERS} onClick={add}>
          <Plus />
          {t("triggers.add")}
        </Button>
      )}
    </section>
  );
}
