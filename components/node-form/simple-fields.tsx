"use client";
import { useId, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { asText, useOption } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";

/** One line of text without values: a model's name. `isCode`: it is written for a machine, such as a header's name. */
export function TextOption({ name, isCode = false }: { name: string; isCode?: boolean }) {
  return (
    <OptionField name={name}>
      {({ written, words, change, readOnly }, control) => (
        <Input
          {...control}
          value={asText(written)}
          placeholder={words.placeholder}
          readOnly={readOnly}
          {...(isCode && { spellCheck: false, autoCapitalize: "none", autoComplete: "off", className: "font-mono text-[13px]" })}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </OptionField>
  );
}

/** The name under which a value is kept: what cannot be part of a name becomes `_`, so that `{{ name }}` can read it. */
export function KeyOption({ name }: { name: string }) {
  const toKey = (text: string) =>
    text
      .trimStart()
      .replaceAll(/[^\p{L}\p{N}_]/gu, "_")
      .replace(/^(?=\p{N})/u, "_");
  return (
    <OptionField name={name}>
      {({ written, words, change, readOnly }, control) => (
        <Input
          {...control}
          value={asText(written)}
          placeholder={words.placeholder}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono text-[13px]"
          onChange={(event) => change(toKey(event.target.value))}
        />
      )}
    </OptionField>
  );
}

interface NumberOptionProps {
  name: string;
  min: number;
  max: number;
  step: number;
  /** What the number counts, in a word or less: `s`. */
  unit?: string;
}

export function NumberOption({ name, min, max, step, unit }: NumberOptionProps) {
  return (
    <OptionField name={name}>
      {({ written, words, change, readOnly }, control) => (
        <div className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            inputMode="decimal"
            min={min}
            max={max}
            step={step}
            value={asText(written)}
            placeholder={words.placeholder}
            readOnly={readOnly}
            onChange={({ target }) => change(target.value === "" ? undefined : target.valueAsNumber)}
          />
          {unit !== undefined && <span className="shrink-0 text-[13px] text-muted-foreground">{unit}</span>}
        </div>
      )}
    </OptionField>
  );
}

export function SwitchOption({ name }: { name: string }) {
  const id = useId();
  const { words, value, change, readOnly } = useOption(name);
  return (
    <div data-option={name} className="flex items-start justify-between gap-3">
      <div className="flex min-w-0 flex-col">
        <Label htmlFor={id}>{words.label}</Label>
        {words.help !== undefined && (
          <p id={`${id}-help`} className="text-xs leading-4 text-muted-foreground">
            {words.help}
          </p>
        )}
      </div>
      <Switch
        id={id}
        checked={value === true}
        disabled={readOnly}
        aria-describedby={words.help === undefined ? undefined : `${id}-help`}
        onCheckedChange={change}
      />
    </div>
  );
}

const UNITS = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit that says these seconds in a whole number. */
function unitOf(seconds: number): Unit {
  if (seconds === 0) return "minute";
  return (["day", "hour", "minute"] as const).find((unit) => seconds % UNITS[unit] === 0) ?? "second";
}

/** Seconds, written in the unit that suits them. */
export function DurationOption({ name }: { name: string }) {
  const t = useT();
  const { value, words } = useOption(name);
  const seconds = typeof value === "number" ? value : 0;
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? unitOf(seconds);
  const units = [
    { value: "second", label: t("builder.seconds") },
    { value: "minute", label: t("builder.minutes") },
    { value: "hour", label: t("builder.hours") },
    { value: "day", label: t("builder.days") },
  ] as const;
  return (
    <OptionField name={name}>
      {({ change, readOnly }, control) => (
        <div className="flex flex-wrap gap-2">
          <Input
            {...control}
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            className="w-20 flex-1"
            readOnly={readOnly}
            value={seconds === 0 ? "" : seconds / UNITS[unit]}
            placeholder="0"
            onChange={({ target }) => change(Math.max(0, Number(target.value)) * UNITS[unit])}
          />
          <Segmented
            label={`${words.label}: ${t("builder.unit")}`}
            value={unit}
            options={units}
            onChange={(next) => {
              setChosen(next);
              change((seconds / UNITS[unit]) * UNITS[next]);
            }}
          />
        </div>
      )}
    </OptionField>
  );
}
