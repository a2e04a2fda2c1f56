"use client";
import { useId } from "react";
import { Input } from "#components/ui/input.tsx";
import { asText } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";

/** A path of the context, such as the list that choices come from: written, or picked from those that are known. */
export function PathOption({ name }: { name: string }) {
  const id = useId();
  return (
    <OptionField name={name}>
      {({ written, words, change, paths, readOnly }, control) => (
        <>
          <Input
            {...control}
            list={id}
            value={asText(written)}
            placeholder={words.placeholder}
            readOnly={readOnly}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            className="font-mono text-[13px]"
            onChange={({ target }) => change(target.value.trim())}
          />
          <datalist id={id}>
            {paths.map(({ path }) => (
              <option key={path} value={path} />
            ))}
          </datalist>
        </>
      )}
    </OptionField>
  );
}
