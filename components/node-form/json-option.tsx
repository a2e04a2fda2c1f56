"use client";
import { useState } from "react";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { CodeField } from "#components/text/code-field.tsx";
import { OptionField } from "./option-field.tsx";

/** A JSON object, kept as one; while it is not yet valid the letters stay here and the option as it was. */
export function JsonOption({ name, rows = 4 }: { name: string; rows?: number }) {
  const t = useT();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <OptionField name={name} aside={draft === null ? undefined : <span className="text-danger-text">{t("builder.jsonInvalid")}</span>}>
      {({ written, words, change, readOnly, error }, control) => (
        <CodeField
          id={control.id}
          label={words.label}
          language="json"
          value={draft ?? textOf(written)}
          rows={rows}
          paths={[]}
          placeholder={words.placeholder ?? "{}"}
          describedBy={control["aria-describedby"]}
          invalid={draft !== null || error !== undefined}
          readOnly={readOnly}
          onChange={(text) => {
            const value = parse(text);
            setDraft(value === undefined ? text : null);
            if (value !== undefined) change(value ?? undefined);
          }}
        />
      )}
    </OptionField>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Null for blank text, undefined for what is not a JSON object. */
function parse(text: string): Json | undefined {
  if (text.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
