"use client";
import { Parentheses, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Select, SelectContent, SelectItem, SelectSeparator, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { type Comparison, type Row, TAKES } from "#lib/conditions/rows.ts";
import { comparisonText, valueName } from "#lib/conditions/sentence.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { comparisonsFor, type OfferedValue, withComparison, withValue } from "../model/condition-values.ts";
import { ConditionOperands } from "./condition-operands.tsx";

interface ConditionRowProps {
  row: Row;
  values: readonly OfferedValue[];
  /** Its place in the condition, from 1. */
  order: number;
  onChange: (row: Row) => void;
  /** Another row behind this one. */
  onAdd: () => void;
  onRemove: () => void;
  /** Puts it in parentheses with a new one; undefined where that would say nothing. */
  onGroup: (() => void) | undefined;
}

/** A value, a comparison, and what it is compared with. */
export function ConditionRow({ row, values, order, onChange, onAdd, onRemove, onGroup }: ConditionRowProps) {
  const t = useT();
  const value = values.find(({ source }) => source === row.value);
  return (
    <div
      role="group"
      aria-label={t("conditions.row", { order })}
      data-row={order}
      className="flex flex-col gap-1 rounded-md bg-secondary/50 p-1.5"
    >
      <div className="flex items-center gap-1">
        <ValueSelect
          row={row}
          values={values}
          onChange={(source) =>
            onChange(
              withValue(
                row,
                source,
                values.find((each) => each.source === source),
              ),
            )
          }
        />
        {onGroup && (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("conditions.groupRow", { order })}
            title={t("conditions.groupRow", { order })}
            onClick={onGroup}
          >
            <Parentheses />
          </Button>
        )}
        <Button variant="ghost" size="icon-sm" aria-label={t("conditions.removeRow", { order })} onClick={onRemove}>
          <Trash2 />
        </Button>
      </div>
      <ComparisonSelect
        row={row}
        kind={value?.kind ?? null}
        onChange={(comparison, negated) => onChange(withComparison(row, comparison, negated))}
      />
      {TAKES[row.comparison] !== "nothing" && (
        <ConditionOperands
          key={row.comparison}
          row={row}
          choices={value?.choices ?? []}
          onChange={(operands) => onChange({ value: row.value, comparison: row.comparison, negated: row.negated, with: operands })}
          onEnter={onAdd}
        />
      )}
    </div>
  );
}

function ValueSelect({ row, values, onChange }: { row: Row; values: readonly OfferedValue[]; onChange: (source: string) => void }) {
  const t = useT();
  const locale = useLocale();
  const known = values.some(({ source }) => source === row.value);
  const offered = known ? values : [...values, { source: row.value, setBy: [], kind: null, choices: [] }];
  return (
    <Select value={row.value} onValueChange={onChange}>
      <SelectTrigger aria-label={t("conditions.value")} className="h-7 min-h-7 min-w-0 flex-1 text-[13px]">
        <SelectValue>{valueName(row.value, locale)}</SelectValue>
      </SelectTrigger>
      <SelectContent className="max-w-[calc(100vw-2rem)]">
        {offered.map(({ source, setBy }) => (
          <SelectItem key={source} value={source}>
            {valueName(source, locale)}{" "}
            {setBy.length > 0 && <span className="text-xs text-muted-foreground">{setBy.slice(0, 2).join(", ")}</span>}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

/** Of these the opposite is asked for as often. */
const WITH_OPPOSITE: readonly Comparison[] = [
  "is_choice",
  "same_text",
  "one_of",
  "contains_phrase",
  "contains_any",
  "begins_with",
  "is_number",
  "equals",
  "between",
  "is_email",
  "is_phone",
  "is_empty",
  "is_true",
];

const keyOf = (comparison: Comparison, negated: boolean): string => `${negated ? "not " : ""}${comparison}`;

function ComparisonSelect({
  row,
  kind,
  onChange,
}: {
  row: Row;
  kind: OfferedValue["kind"];
  onChange: (comparison: Comparison, negated: boolean) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const { fitting, others } = comparisonsFor(kind);
  const opposites = [...fitting, ...others].filter((each) => WITH_OPPOSITE.includes(each) || (row.negated && each === row.comparison));
  const item = (comparison: Comparison, negated: boolean) => (
    <SelectItem key={keyOf(comparison, negated)} value={keyOf(comparison, negated)}>
      {comparisonText({ comparison, negated }, [], locale)}
    </SelectItem>
  );
  return (
    <Select
      value={keyOf(row.comparison, row.negated)}
      onValueChange={(key) => {
        const negated = key.startsWith("not ");
        const chosen = [...fitting, ...others].find((each) => keyOf(each, negated) === key);
        if (chosen !== undefined) onChange(chosen, negated);
      }}
    >
      <SelectTrigger aria-label={t("conditions.how")} className="h-7 min-h-7 text-[13px]">
        <SelectValue>{comparisonText(row, [], locale)}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {fitting.map((each) => item(each, false))}
        <SelectSeparator />
        {others.map((each) => item(each, false))}
        <SelectSeparator />
        {opposites.map((each) => item(each, true))}
      </SelectContent>
    </Select>
  );
}
