"use client";
import { GripVertical, X } from "lucide-react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useOption } from "../form-context.tsx";
import { OptionNotes } from "../option-notes.tsx";
import { FieldRowContext } from "../row-context.tsx";
import { isBlankRow } from "./row-identity.ts";
import type { DragState } from "./use-row-drag.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** What the fields of a row are told. */
export interface Row {
  index: number;
  /** The path of one of its fields. */
  at: (field: string) => string;
}

interface ListRowProps {
  path: string;
  item: string;
  index: number;
  count: number;
  isColumns: boolean;
  canRemove: boolean;
  drag: DragState;
  onGrab: (event: PointerEvent) => void;
  onEnter: () => void;
  /** Where the keyboard goes in the row that takes its place. */
  onRemove: (lands: "first" | "last") => void;
  onMove: (by: -1 | 1) => void;
  children: (row: Row) => ReactNode;
}

const MOVES: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** One row of a list: what moves it, its fields, and what takes it away. */
export function ListRow({
  path,
  item,
  index,
  count,
  isColumns,
  canRemove,
  drag,
  onGrab,
  onEnter,
  onRemove,
  onMove,
  children,
}: ListRowProps) {
  const t = useT();
  const { written, error, warning, readOnly } = useOption(path, { holdsFields: true });
  const number = index + 1;
  const press = (event: KeyboardEvent) => {
    // The text editor has taken Enter for itself by now, and tells of it by `onEnter`.
    if (readOnly || pressedKey(event) !== "Enter" || event.defaultPrevented) return;
    if (!isText(event.target) || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onEnter();
  };
  /** Before the field hears of the key: afterwards a row whose last letter it took would look like one that was empty. */
  const pressFirst = (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Backspace" || !canRemove) return;
    if (!isText(event.target) || !isEmptyText(event.target) || !isBlankRow(written)) return;
    event.preventDefault();
    event.stopPropagation();
    onRemove("last");
  };
  const pressHandle = (event: KeyboardEvent) => {
    const by = MOVES[pressedKey(event)];
    if (by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <li
      data-option={path}
      aria-label={t("builder.row", { item, number })}
      onKeyDownCapture={pressFirst}
      onKeyDown={press}
      className={cn(
        "relative flex flex-col gap-1",
        !isColumns && "rounded-lg border border-border p-2",
        drag === "dragged" && "opacity-50",
        drag === "before" && "before:absolute before:inset-x-0 before:-top-1 before:h-0.5 before:rounded before:bg-primary",
        drag === "after" && "after:absolute after:inset-x-0 after:-bottom-1 after:h-0.5 after:rounded after:bg-primary",
      )}
    >
      <div className="flex items-start gap-1">
        {readOnly ? (
          <span aria-hidden="true" className="w-5 shrink-0" />
        ) : (
          <button
            type="button"
            data-row-handle=""
            aria-label={t("builder.moveRow", { item, number, count })}
            title={t("builder.moveRowShort")}
            disabled={count < 2}
            onPointerDown={onGrab}
            onKeyDown={pressHandle}
            className="flex h-8 w-5 shrink-0 cursor-grab touch-none items-center justify-center rounded text-muted-foreground outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring active:cursor-grabbing disabled:cursor-default disabled:opacity-40"
          >
            <GripVertical aria-hidden="true" className="size-4" />
          </button>
        )}
        <div className={cn("flex min-w-0 flex-1 gap-1.5", isColumns ? "*:min-w-0 *:flex-3 *:first:flex-2" : "flex-col gap-3")}>
          <FieldRowContext value={{ isColumns, onEnter }}>{children({ index, at: (field) => `${path}.${field}` })}</FieldRowContext>
        </div>
        {!readOnly && (
          <Button
            size="icon-sm"
            variant="ghost"
            className="my-0.5 shrink-0"
            disabled={!canRemove}
            aria-label={t("builder.removeRow", { item, number })}
            title={t("builder.removeRowShort")}
            onClick={() => onRemove("first")}
          >
            <X />
          </Button>
        )}
      </div>
      <OptionNotes id={`${path}-note`} help={undefined} error={error} warning={warning} />
    </li>
  );
}

/** Something to write in, and nothing to tick or open. */
const isText = (target: EventTarget): target is HTMLElement =>
  target instanceof HTMLElement && target.matches("input:not([type='checkbox'], [type='radio']), textarea, [contenteditable='true']");

/** The text editor holds nothing that the option does not; a line may, such as a comma after which no word has come yet. */
const isEmptyText = (target: HTMLElement): boolean =>
  !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || target.value === "";
