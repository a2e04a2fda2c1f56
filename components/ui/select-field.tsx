"use client";
import { Field } from "./field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "./select.tsx";

interface SelectFieldProps<Value extends string> {
  label: string;
  help?: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  readOnly?: boolean;
  onChange: (value: Value) => void;
}

/** One of several, with its label and help. */
export function SelectField<Value extends string>({ label, help, value, options, readOnly = false, onChange }: SelectFieldProps<Value>) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Select
          value={value}
          disabled={readOnly}
          onValueChange={(next) => {
            const option = options.find((each) => each.value === next);
            if (option) onChange(option.value);
          }}
        >
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {options.map((option) => (
              <SelectItem key={option.value} value={option.value}>
                {option.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
