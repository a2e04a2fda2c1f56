"use client";
import type { ReactElement } from "react";
import { Select, SelectContent, SelectItem } from "./select.tsx";

export interface OptionSelectProps<Value extends string> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of several values that are known by their types; `trigger` is the button that opens the list. */
export function OptionSelect<Value extends string>({
  value,
  options,
  onChange,
  disabled = false,
  trigger,
}: OptionSelectProps<Value> & { disabled?: boolean; trigger: ReactElement }) {
  return (
    <Select
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next);
        if (option) onChange(option.value);
      }}
    >
      {trigger}
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
