"use client";
import { useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { OptionField } from "./option-field.tsx";
import { fromWords, toWords } from "./word-list.ts";

/** A list of short texts in one line, with commas between them. */
export function WordsOption({ name }: { name: string }) {
  /** As it is being typed: "yes, " is on its way to a second word. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <OptionField name={name}>
      {({ written, words, change, readOnly }, control) => (
        <Input
          {...control}
          value={typed ?? fromWords(written)}
          placeholder={words.placeholder}
          readOnly={readOnly}
          autoComplete="off"
          onChange={({ target }) => {
            setTyped(target.value);
            change(toWords(target.value));
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </OptionField>
  );
}
