"use client";
import type { ReactNode } from "react";
import { Field, type FieldControl } from "#components/ui/field.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type Option, useOption } from "./form-context.tsx";

interface OptionFieldProps {
  /** The option's name in the config. */
  name: string;
  aside?: ReactNode | ((option: Option) => ReactNode);
  children: (option: Option, control: FieldControl) => ReactNode;
}

/** Label, help and issues of one option, around its control. */
export function OptionField({ name, aside, children }: OptionFieldProps) {
  const option = useOption(name);
  const t = useT();
  const { label, help } = option.words;
  return (
    <div data-option={name} className="flex flex-col gap-1">
      <Field label={label} help={help} error={option.error} aside={typeof aside === "function" ? aside(option) : aside}>
        {(control) => children(option, control)}
      </Field>
      {option.warning !== undefined && option.error === undefined && (
        <p className="text-xs leading-4 text-warning-text">
          <span className="sr-only">{t("builder.warning")} </span>
          {option.warning}
        </p>
      )}
    </div>
  );
}
