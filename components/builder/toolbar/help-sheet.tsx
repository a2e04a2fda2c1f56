"use client";
import { Kbd } from "#components/ui/kbd.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import type { MessageKey } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import { type ActionId, ALSO, isReading, SHORTCUTS } from "../actions/shortcuts.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditorState } from "../store/editor-context.tsx";

const TITLES = {
  undo: "builder.actionUndo",
  redo: "builder.actionRedo",
  copy: "builder.actionCopy",
  paste: "builder.actionPaste",
  duplicate: "builder.actionDuplicate",
  selectAll: "builder.actionSelectAll",
  find: "builder.actionFind",
  commands: "common.commands",
  add: "builder.actionAdd",
  edit: "builder.actionEdit",
  remove: "builder.actionRemove",
  removeAndReconnect: "builder.actionRemoveReconnect",
  fit: "builder.actionFit",
  layout: "builder.actionLayout",
  note: "builder.actionNote",
  alignLeft: "builder.alignLeft",
  alignRight: "builder.alignRight",
  alignTop: "builder.alignTop",
  alignBottom: "builder.alignBottom",
  test: "builder.test",
  publish: "builder.publish",
  escape: "builder.actionEscape",
  help: "builder.actionHelp",
} as const satisfies Record<ActionId, MessageKey>;

const POINTER = [
  { keys: ["space"], title: "builder.helpPan", reads: true },
  { keys: ["shift"], title: "builder.helpSelect", reads: true },
  { keys: ["up", "down", "left", "right"], title: "builder.helpMove", reads: false },
  { keys: ["up", "down", "left", "right"], title: "builder.helpWalk", reads: true },
  { keys: ["A"], title: "builder.helpWrite", reads: false },
] as const satisfies readonly { keys: readonly string[]; title: MessageKey; reads: boolean }[];

/** Every key of the builder that this person can use. */
export function HelpSheet() {
  const t = useT();
  const { current, close } = useDialogs();
  const readOnly = useEditorState((state) => state.readOnly);
  const keys = (Object.entries(TITLES) as [ActionId, MessageKey][]).filter(([id]) => !readOnly || isReading(id));
  const gestures = POINTER.filter(({ reads }) => !readOnly || reads);
  return (
    <Sheet open={current === "help"} onOpenChange={(open) => !open && close()}>
      <SheetContent title={t("builder.helpTitle")} description={t("builder.helpText")}>
        <dl className="flex flex-col gap-1.5">
          {keys.map(([id, title]) => (
            <Row key={id} title={t.maybe(title) ?? id} keys={SHORTCUTS[id]} also={ALSO[id]} />
          ))}
          {gestures.map(({ keys, title }) => (
            <Row key={title} title={t(title)} keys={keys} />
          ))}
        </dl>
      </SheetContent>
    </Sheet>
  );
}

function Row({ title, keys, also }: { title: string; keys: readonly string[]; also?: readonly string[] | undefined }) {
  return (
    <div className="flex items-center justify-between gap-3 text-[13px]">
      <dt>{title}</dt>
      <dd className="flex shrink-0 gap-2">
        {also !== undefined && <Kbd keys={also} />}
        <Kbd keys={keys} />
      </dd>
    </div>
  );
}
