"use client";
import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { type Operand, type Row, TAKES, WRITTEN_AS } from "#lib/conditions/rows.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { readPosition } from "#lib/engine/values/position.ts";
import type { OfferedValue } from "../model/condition-values.ts";
import { operandsText, operandText, readOperand, readOperands } from "../model/condition-operands.ts";

interface OperandsProps {
  row: Row;
  choices: OfferedValue["choices"];
  onChange: (operands: readonly (Operand | null)[]) => void;
  /** Enter in a field. */
  onEnter: () => void;
}

/** What a row is compared with: the choices that there are, or what is written. */
export function ConditionOperands({ row, choices, onChange, onEnter }: OperandsProps) {
  const t = useT();
  const locale = useLocale();
  const { comparison, with: operands } = row;
  if (comparison === "is_choice" && choices.length > 0) return <Choices operands={operands} choices={choices} onChange={onChange} />;
  if (TAKES[comparison] === "two")
    return (
      <div className="flex items-center gap-1.5">
        {[0, 1].map((end) => (
          <WrittenOperand
            key={end}
            label={t(end === 0 ? "conditions.from" : "conditions.to")}
            text={operandText(operands[end] ?? null, row, locale)}
            row={row}
            read={(text) => [readOperand(text, comparison, locale)]}
            onChange={([operand = null]) => onChange([0, 1].map((each) => (each === end ? operand : (operands[each] ?? null))))}
            onEnter={onEnter}
          />
        ))}
      </div>
    );
  return (
    <WrittenOperand
      label={t(labelOf(row))}
      text={operandsText(operands, row, locale)}
      row={row}
      read={(text) => readOperands(text, comparison, locale)}
      onChange={onChange}
      onEnter={onEnter}
    />
  );
}

function labelOf({ comparison }: Row) {
  if (comparison === "is_choice") return "conditions.choiceNumber";
  if (TAKES[comparison] === "many") return "conditions.texts";
  const written = WRITTEN_AS[comparison];
  return written === "number" ? "conditions.number" : written === "date" ? "conditions.date" : "conditions.text";
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function WrittenOperand({
  label,
  text,
  row,
  read,
  onChange,
  onEnter,
}: {
  label: string;
  /** What the row holds, as it is written. */
  text: string;
  row: Row;
  read: (text: string) => (Operand | null)[];
  onChange: (operands: (Operand | null)[]) => void;
  onEnter: () => void;
}) {
  const t = useT();
  const [draft, setDraft] = useState(text);
  // What was typed stays as it was typed for as long as the row holds just that.
  const shown = isSame(read(draft), read(text)) ? draft : text;
  const isUnread = shown.trim() !== "" && read(shown).includes(null);
  const written = WRITTEN_AS[row.comparison];
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-0.5">
      <Input
        aria-label={label}
        data-begin={text === "" || undefined}
        value={shown}
        placeholder={label}
        autoComplete="off"
        inputMode={written === "number" ? "decimal" : undefined}
        className="h-7 text-[13px]"
        onChange={({ target }) => {
          setDraft(target.value);
          onChange(read(target.value));
        }}
        onKeyDown={(event) => {
          if (pressedKey(event) !== "Enter") return;
          event.preventDefault();
          onEnter();
        }}
      />
      {isUnread && (
        <span className="text-xs leading-4 text-warning-text">
          {t(written === "number" ? "conditions.notNumber" : "conditions.notDate")}
        </span>
      )}
    </span>
  );
}

/** The choices of the question that was asked, by their titles. */
function Choices({ operands, choices, onChange }: Pick<OperandsProps, "choices" | "onChange"> & { operands: Row["with"] }) {
  const t = useT();
  const means = (operand: Operand | null, index: number) => {
    if (operand === null || "value" in operand) return false;
    const { id } = choices[index] ?? {};
    if ("text" in operand && operand.text === id) return true;
    const named = "text" in operand && choices.some((each) => each.id === operand.text);
    return !named && readPosition(String("text" in operand ? operand.text : operand.number)) === index + 1;
  };
  const chosen = choices.map((_, index) => operands.some((each) => means(each, index)));
  const change = (at: number, isChosen: boolean) =>
    onChange(choices.flatMap(({ id }, index) => ((index === at ? isChosen : chosen[index] === true) ? [{ text: id }] : [])));
  return (
    <div role="group" aria-label={t("conditions.choices")} className="flex max-h-48 flex-col overflow-y-auto py-0.5">
      {choices.map(({ id, title }, index) => (
        <Label key={id} className="flex min-h-7 items-center gap-2 px-1 text-[13px] font-normal">
          <Checkbox
            data-begin={(index === 0 && !chosen.includes(true)) || undefined}
            checked={chosen[index] === true}
            onCheckedChange={(checked) => change(index, checked === true)}
          />
          <span className="min-w-0 truncate">{title.trim() === "" ? id : title}</span>
        </Label>
      ))}
    </div>
  );
}
