"use client";
import { OptionSelect, type OptionSelectProps } from "./option-select.tsx";
import { SelectTrigger, SelectValue } from "./select.tsx";

/** What a list is narrowed to, one of several; the first is all of it. */
export function FilterSelect<Value extends string>({ label, ...props }: OptionSelectProps<Value> & { label: string }) {
  return (
    <OptionSelect
      {...props}
      trigger={
        <SelectTrigger aria-label={label} className="w-auto max-w-56 min-w-36">
          <SelectValue />
        </SelectTrigger>
      }
    />
  );
}
