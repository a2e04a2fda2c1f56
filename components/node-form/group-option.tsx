"use client";
import { type ReactNode, useId } from "react";
import { useOption } from "./form-context.tsx";
import { OptionNotes } from "./option-notes.tsx";

/** An option that holds others: `auth` around the fields of `auth.type` and `auth.token`. */
export function GroupOption({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  const { words, error, warning } = useOption(name, { holdsFields: true });
  return (
    <fieldset data-option={name} aria-describedby={`${id}-note`} className="flex min-w-0 flex-col gap-3">
      <legend className="pb-1 text-[13px] leading-5 font-medium">{words.label}</legend>
      {children}
      <OptionNotes id={`${id}-note`} help={words.help} error={error} warning={warning} />
    </fieldset>
  );
}
