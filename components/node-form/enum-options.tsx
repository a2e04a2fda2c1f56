"use client";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { asText, type Option } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";

interface EnumOptionProps {
  name: string;
  /** In the order in which they are offered; what each is called stands in the option's words. */
  values: readonly string[];
}

/** One of several values, in a list that opens. */
export function SelectOption({ name, values }: EnumOptionProps) {
  return (
    <OptionField name={name}>
      {(option, control) => (
        <Select value={chosenOf(option)} disabled={option.readOnly} onValueChange={(value) => option.change(value)}>
          <SelectTrigger {...control} className="text-[13px]">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {offered(option, values).map(({ value, label }) => (
              <SelectItem key={value} value={value}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </OptionField>
  );
}

/** One of two to four values, all of them in sight. */
export function SegmentedOption({ name, values }: EnumOptionProps) {
  return (
    <OptionField name={name}>
      {(option, control) => (
        <Segmented
          {...control}
          label={option.words.label}
          value={chosenOf(option)}
          options={offered(option, values)}
          disabled={option.readOnly}
          className="w-fit"
          onChange={(value) => option.change(value)}
        />
      )}
    </OptionField>
  );
}

/** As the node type reads it, so that its default shows; one that is not valid as it was written. */
const chosenOf = ({ value, written }: Option): string => asText(value) || asText(written);

/** A value that is not among those offered is shown all the same, so that nothing looks chosen that is not. */
function offered(option: Option, values: readonly string[]) {
  const chosen = chosenOf(option);
  const all = chosen === "" || values.includes(chosen) ? values : [...values, chosen];
  return all.map((value) => ({ value, label: option.words.values?.[value] ?? value }));
}
