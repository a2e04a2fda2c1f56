"use client";
import { Plus } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Context, Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { optionWords } from "#lib/i18n/option-words.ts";
import { useOption } from "../form-context.tsx";
import { OptionNotes } from "../option-notes.tsx";
import { ListRow, type Row } from "./list-row.tsx";
import { carryKeys, moveRow, NO_ROWS } from "./row-identity.ts";
import { useRowDrag } from "./use-row-drag.ts";
import { useRowFocus } from "./use-row-focus.ts";

interface ListOptionProps {
  name: string;
  /** A fresh row, given those that are there. */
  makeRow: (rows: readonly Json[]) => Context;
  /** The fields of the rows by their names where they stand side by side, under one line of names; left out, each row is a card. */
  columns?: readonly string[];
  min?: number;
  max?: number;
  /** The fields of one row; `row.at("title")` is the path of its title. */
  children: (row: Row) => ReactNode;
}

const NONE: readonly Json[] = [];

/** A list of objects: rows to add, write, move and take away, by pointer and by keyboard. */
export function ListOption({ name, makeRow, columns, min = 0, max = Infinity, children }: ListOptionProps) {
  const t = useT();
  const id = useId();
  const { written, words, error, warning, optionsWords, readOnly, change } = useOption(name, { holdsFields: true });
  const rows = Array.isArray(written) ? written : NONE;
  const [known, setKnown] = useState(NO_ROWS);
  const keyed = known.rows === rows ? known : carryKeys(known, rows);
  if (keyed !== known) setKnown(keyed);
  const [announcement, setAnnouncement] = useState("");
  const { list, focusRow, focusAdd } = useRowFocus(rows);

  const item = words.item ?? words.label;
  const set = (changed: readonly Json[]) => change([...changed], { ownStep: true });
  const isFull = rows.length >= max;
  const add = (index: number) => {
    if (readOnly || isFull) return;
    focusRow(index, "first");
    set(rows.toSpliced(index, 0, makeRow(rows)));
  };
  const remove = (index: number, lands: "first" | "last") => {
    if (readOnly || rows.length <= min) return;
    const next = index === 0 ? 0 : index - 1;
    if (rows.length === 1) focusAdd();
    else focusRow(next, lands);
    set(rows.toSpliced(index, 1));
    setAnnouncement(t("builder.rowRemoved", { item, number: index + 1 }));
  };
  const move = (from: number, to: number) => {
    const moved = moveRow(rows, from, to);
    if (readOnly || moved === rows) return;
    focusRow(to, "handle");
    set(moved);
    setAnnouncement(t("builder.rowMoved", { item, to: to + 1, count: rows.length }));
  };
  const drag = useRowDrag(list, move);

  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-note`} data-option={name} className="flex flex-col gap-1.5">
      <p id={`${id}-label`} className="text-[13px] leading-5 font-medium">
        {words.label}
      </p>
      {columns !== undefined && rows.length > 0 && (
        <div aria-hidden="true" className="flex gap-1.5 pr-7 pl-6 text-xs text-muted-foreground">
          {columns.map((column) => (
            <span key={column} className="flex-3 truncate first:flex-2">
              {optionWords(optionsWords, `${name}.${column}`)?.label ?? column}
            </span>
          ))}
        </div>
      )}
      {rows.length === 0 && words.empty !== undefined && <p className="text-xs text-muted-foreground">{words.empty}</p>}
      <ul ref={list} aria-labelledby={`${id}-label`} className="flex flex-col gap-1.5 empty:hidden">
        {keyed.keys.map((key, index) => (
          <ListRow
            key={key}
            path={`${name}.${index}`}
            item={item}
            index={index}
            count={rows.length}
            isColumns={columns !== undefined}
            canRemove={!readOnly && rows.length > min}
            drag={drag.stateOf(index)}
            onGrab={drag.grab(index)}
            onEnter={() => add(index + 1)}
            onRemove={(lands) => remove(index, lands)}
            onMove={(by) => move(index, index + by)}
          >
            {children}
          </ListRow>
        ))}
      </ul>
      {!readOnly && (
        <div className="flex items-center gap-2">
          <Button size="sm" variant="outline" data-add-row="" disabled={isFull} onClick={() => add(rows.length)}>
            <Plus />
            {t("builder.addRow", { item: item.toLocaleLowerCase() })}
          </Button>
          {isFull && <span className="text-xs text-muted-foreground">{t("builder.rowsFull", { count: max })}</span>}
        </div>
      )}
      <OptionNotes id={`${id}-note`} help={words.help} error={error} warning={warning} />
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}
