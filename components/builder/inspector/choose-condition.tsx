"use client";
import { type FormEvent, useState } from "react";
import type { KnownPath } from "#components/text/completion.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Label } from "#components/ui/label.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { FieldPopover } from "#components/node-form/sample/field-popover.tsx";
import { fromExpression, hasCase, isComplete, isKept, joined, takesText, toExpression } from "../model/choose-condition.ts";
import { ComparedWith, HowSelect, PathSelect } from "./choose-condition-fields.tsx";

interface ChooseConditionProps {
  /** The way's place among those of its exit, from 1. */
  order: number;
  condition: string;
  paths: readonly KnownPath[];
  onUse: (condition: string) => void;
}

/** A condition for people who write no expressions: a value, how it is compared, and with what. */
export function ChooseCondition({ order, onUse, ...props }: ChooseConditionProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const label = t("conditions.chooseOf", { order });
  const use = (condition: string) => {
    onUse(condition);
    setOpen(false);
  };
  const trigger = (
    <Button size="sm" variant="ghost" aria-label={label}>
      {t("conditions.choose")}
    </Button>
  );
  return (
    <FieldPopover open={open} onOpenChange={setOpen} label={label} trigger={trigger} className="w-80">
      <ChooseForm {...props} onUse={use} />
    </FieldPopover>
  );
}

function ChooseForm({ condition, paths, onUse }: Omit<ChooseConditionProps, "order">) {
  const t = useT();
  const [choice, setChoice] = useState(
    () => fromExpression(condition) ?? { path: "last_message", how: "is" as const, text: "", ignoreCase: true },
  );
  const expression = toExpression(choice);
  const kept = isKept(condition);
  const isReady = isComplete(choice);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onUse(kept ? joined(condition, "and", expression) : expression);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <PathSelect value={choice.path} paths={paths} onChange={(path) => setChoice({ ...choice, path })} />
      <HowSelect value={choice.how} onChange={(how) => setChoice({ ...choice, how })} />
      {takesText(choice.how) && <ComparedWith how={choice.how} value={choice.text} onChange={(text) => setChoice({ ...choice, text })} />}
      {hasCase(choice) && (
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={choice.ignoreCase} onCheckedChange={(checked) => setChoice({ ...choice, ignoreCase: checked === true })} />
          {t("conditions.ignoreCase")}
        </Label>
      )}
      {isReady && (
        <div className="flex flex-col gap-1">
          <p className="text-xs text-muted-foreground">{t("conditions.written")}</p>
          <code className="rounded-md border border-border bg-muted px-2 py-1.5 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            {expression}
          </code>
        </div>
      )}
      {kept && <p className="text-xs leading-4 text-muted-foreground">{t("conditions.kept")}</p>}
      <div className="flex justify-end gap-2">
        {kept && (
          <Button size="sm" disabled={!isReady} onClick={() => onUse(joined(condition, "or", expression))}>
            {t("conditions.or")}
          </Button>
        )}
        <Button type="submit" size="sm" variant="primary" disabled={!isReady}>
          {kept ? t("conditions.and") : t("conditions.use")}
        </Button>
      </div>
    </form>
  );
}
