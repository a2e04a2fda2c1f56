"use client";
import { Field } from "./field.tsx";
import { OptionSelect, type OptionSelectProps } from "./option-select.tsx";
import { SelectTrigger, SelectValue } from "./select.tsx";

interface SelectFieldProps<Value extends string> extends OptionSelectProps<Value> {
  label: string;
  help?: string;
  readOnly?: boolean;
}

/** One of several, with its label and help. */
export function SelectField<Value extends string>({ label, help, readOnly = false, ...props }: SelectFieldProps<Value>) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <OptionSelect
          {...props}
          disabled={readOnly}
          trigger={
            <SelectTrigger {...control}>
              <SelectValue />
            </SelectTrigger>
          }
        />
      )}
    </Field>
  );
}
