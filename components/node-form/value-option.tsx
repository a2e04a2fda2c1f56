"use client";
import { useState } from "react";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { optionWords } from "#lib/i18n/option-words.ts";
import { isBegunData } from "#lib/json/begun-data.ts";
import { dataToText, isAnyData, textToData } from "./data-text.ts";
import { useForm } from "./form-context.tsx";
import { JsonOption } from "./json-option.tsx";
import { readOption } from "./option-path.ts";
import { TemplateOption } from "./template-option.tsx";

interface ValueOptionProps {
  name: string;
  rows?: number;
  singleLine?: boolean;
}

const isData = (value: Json | undefined) => value !== undefined && value !== null && typeof value !== "string";

/** A value of any kind: a text with `{{ }}`, or a list and other data. Which of them it is, is chosen; what is kept says it afterwards. */
export function ValueOption({ name, rows = 2, singleLine = false }: ValueOptionProps) {
  const t = useT();
  const { options, optionsWords, readOnly, set } = useForm();
  const written = readOption(options, name);
  // Only what is there at first says what it is: a `{` that is just typed is the beginning of `{{ name }}` as often as of data.
  const [chosen, setChosen] = useState<"text" | "data">(() =>
    isData(written) || (typeof written === "string" && isBegunData(written)) ? "data" : "text",
  );
  const kind = isData(written) ? "data" : chosen;
  const choose = (next: "text" | "data") => {
    setChosen(next);
    const letters = dataToText(written);
    const value = next === "text" ? letters : (textToData(letters, isAnyData) ?? "");
    if (value !== written) set(name, value, { ownStep: true });
  };
  return (
    <div className="flex flex-col gap-1.5">
      {kind === "data" ? <JsonOption name={name} anyData /> : <TemplateOption name={name} rows={rows} singleLine={singleLine} />}
      <Segmented
        label={t("builder.valueKind", { field: optionWords(optionsWords, name)?.label ?? name })}
        value={kind}
        options={[
          { value: "text", label: t("builder.valueText") },
          { value: "data", label: t("builder.valueData") },
        ]}
        disabled={readOnly}
        className="w-fit"
        onChange={choose}
      />
    </div>
  );
}
