"use client";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type Group, isGroup, type Join, type Row, type Rows } from "#lib/conditions/rows.ts";
import { useT } from "#lib/i18n/client.tsx";
import { begunRow, type OfferedValue } from "../model/condition-values.ts";
import { addRow, groupRow, type Place, removeRow, setJoin, setRow } from "../model/rows-editing.ts";
import { ConditionRow } from "./condition-row.tsx";

interface ConditionRowsProps {
  rows: Rows;
  /** What the condition is called. */
  label: string;
  values: readonly OfferedValue[];
  onChange: (rows: Rows) => void;
}

/** A condition as rows; one is always there to begin with, and counts for nothing until it is complete. */
export function ConditionRows({ rows, label, values, onChange }: ConditionRowsProps) {
  const t = useT();
  const root = useRef<HTMLDivElement>(null);
  /** The row, counted from the first, that the keyboard goes to once it is there. */
  const next = useRef<number | null>(null);
  const fresh = values[0] === undefined ? null : begunRow(values[0]);
  const shown: Rows = rows.items.length > 0 || fresh === null ? rows : { ...rows, items: [fresh] };
  useEffect(() => {
    if (next.current === null) return;
    const places = root.current?.querySelectorAll("[data-row]");
    places?.[Math.min(next.current, places.length - 1)]?.querySelector<HTMLElement>("button, input")?.focus();
    next.current = null;
  });
  const addAfter = (place: Place) => {
    if (fresh === null) return;
    onChange(addRow(shown, place, fresh));
    next.current = countBefore(shown, place) + 1;
  };
  const rowProps = (row: Row, place: Place) => ({
    row,
    values,
    order: countBefore(shown, place) + 1,
    onChange: (changed: Row) => onChange(setRow(shown, place, changed)),
    onAdd: () => addAfter(place),
    onRemove: () => {
      onChange(removeRow(shown, place));
      next.current = Math.max(0, countBefore(shown, place) - 1);
    },
    onGroup:
      place.within === null && shown.items.length > 1 && fresh !== null
        ? () => {
            onChange(groupRow(shown, place.item, fresh));
            next.current = countBefore(shown, place) + 1;
          }
        : undefined,
  });
  const lastItem = shown.items.length - 1;
  return (
    <div ref={root} role="group" aria-label={label} className="flex flex-col gap-1.5">
      {shown.items.map((item, index) => (
        <div key={index} className="flex flex-col gap-1.5">
          {index > 0 && <Joined join={shown.join} isFirst={index === 1} onChange={(join) => onChange(setJoin(shown, null, join))} />}
          {isGroup(item) ? (
            <GroupOfRows group={item} onJoin={(join) => onChange(setJoin(shown, index, join))}>
              {(row, within) => <ConditionRow {...rowProps(row, { item: index, within })} />}
            </GroupOfRows>
          ) : (
            <ConditionRow {...rowProps(item, { item: index, within: null })} />
          )}
        </div>
      ))}
      <div>
        <Button size="sm" variant="ghost" onClick={() => addAfter({ item: lastItem, within: null })}>
          <Plus />
          {t("conditions.addRow")}
        </Button>
      </div>
    </div>
  );
}

function GroupOfRows({
  group,
  onJoin,
  children,
}: {
  group: Group;
  onJoin: (join: Join) => void;
  children: (row: Row, within: number) => React.ReactNode;
}) {
  const t = useT();
  return (
    <div role="group" aria-label={t("conditions.group")} className="flex flex-col gap-1.5 rounded-md border-l-2 border-primary/40 pl-2">
      {group.rows.map((row, within) => (
        <div key={within} className="flex flex-col gap-1.5">
          {within > 0 && <Joined join={group.join} isFirst={within === 1} onChange={onJoin} />}
          {children(row, within)}
        </div>
      ))}
    </div>
  );
}

/** Between two rows; the first of them is where the word is chosen for all. */
function Joined({ join, isFirst, onChange }: { join: Join; isFirst: boolean; onChange: (join: Join) => void }) {
  const t = useT();
  const options = [
    { value: "and", label: t("conditions.joinAnd") },
    { value: "or", label: t("conditions.joinOr") },
  ] as const;
  if (!isFirst)
    return (
      <span className="pl-1 text-xs font-medium text-muted-foreground">
        {t(join === "and" ? "conditions.joinAnd" : "conditions.joinOr")}
      </span>
    );
  return <Segmented label={t("conditions.join")} value={join} options={options} onChange={onChange} className="h-7 self-start" />;
}

/** Rows that stand before this place. */
function countBefore({ items }: Rows, { item, within }: Place): number {
  const counts = items.slice(0, item).map((each) => (isGroup(each) ? each.rows.length : 1));
  return counts.reduce((sum, count) => sum + count, within ?? 0);
}
