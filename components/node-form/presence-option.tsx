"use client";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Context } from "#lib/engine/types.ts";
import { OptionField } from "./option-field.tsx";

interface PresenceOptionProps {
  name: string;
  /** What it is called not to have the option, and to have it: keys of the option's `values`. */
  values: readonly [absent: string, present: string];
  /** The option when it is fresh. */
  makeFresh: () => Context;
}

/** Whether there is an option that holds others, such as where a list comes from. */
export function PresenceOption({ name, values: [absent, present], makeFresh }: PresenceOptionProps) {
  return (
    <OptionField name={name} holdsFields>
      {({ written, words, change, readOnly }, control) => (
        <Segmented
          {...control}
          label={words.label}
          value={written == null ? absent : present}
          options={[absent, present].map((value) => ({ value, label: words.values?.[value] ?? value }))}
          disabled={readOnly}
          className="w-fit"
          onChange={(value) => change(value === absent ? undefined : makeFresh(), { ownStep: true })}
        />
      )}
    </OptionField>
  );
}
