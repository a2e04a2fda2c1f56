"use client";
import type { ReactNode } from "react";
import { Field, type FieldControl } from "#components/ui/field.tsx";
import { type Option, useOption } from "./form-context.tsx";
import { OptionWarning } from "./option-notes.tsx";
import { useFieldRow } from "./row-context.tsx";

interface OptionFieldProps {
  /** The option's path in the config. */
  name: string;
  /** See `useOption`. */
  holdsFields?: boolean;
  aside?: ReactNode | ((option: Option) => ReactNode);
  children: (option: Option, control: FieldControl) => ReactNode;
}

/** Label, help and issues of one option, around its control. */
export function OptionField({ name, holdsFields = false, aside, children }: OptionFieldProps) {
  const option = useOption(name, { holdsFields });
  const isColumn = useFieldRow()?.isColumns === true;
  const { label, help } = option.words;
  return (
    <div data-option={name} className="flex flex-col gap-1">
      <Field
        label={label}
        isLabelHidden={isColumn}
        help={isColumn ? undefined : help}
        error={option.error}
        aside={isColumn ? undefined : typeof aside === "function" ? aside(option) : aside}
      >
        {(control) => children(option, control)}
      </Field>
      {option.warning !== undefined && option.error === undefined && <OptionWarning text={option.warning} />}
    </div>
  );
}
