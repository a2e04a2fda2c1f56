"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** A value to be taken elsewhere. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <Field label={label}>
      {(control) => (
        <div className="flex items-center gap-1">
          <Input {...control} readOnly value={value} className="font-mono text-[13px]" onFocus={(event) => event.target.select()} />
          <CopyButton text={value} label={label} size="icon" variant="outline" />
        </div>
      )}
    </Field>
  );
}
