"use client";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { CodeField } from "#components/text/code-field.tsx";
import { OptionField } from "./option-field.tsx";

/** A JSON object, kept as one; while it is not yet valid its letters are kept as they are, and are an issue of the draft. */
export function JsonOption({ name, rows = 4 }: { name: string; rows?: number }) {
  const t = useT();
  return (
    <OptionField
      name={name}
      aside={({ written }) => typeof written === "string" && <span className="text-danger-text">{t("builder.jsonInvalid")}</span>}
    >
      {({ written, words, change, readOnly, error }, control) => (
        <CodeField
          id={control.id}
          label={words.label}
          language="json"
          value={textOf(written)}
          rows={rows}
          paths={[]}
          placeholder={words.placeholder ?? "{}"}
          describedBy={control["aria-describedby"]}
          invalid={typeof written === "string" || error !== undefined}
          readOnly={readOnly}
          onChange={(text) => change(valueOf(text))}
        />
      )}
    </OptionField>
  );
}

function textOf(written: Json | undefined): string {
  if (written === undefined || written === null) return "";
  return typeof written === "string" ? written : JSON.stringify(written, null, 2);
}

/** `undefined` for blank text, the text itself for what is not a JSON object. */
function valueOf(text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : text;
  } catch {
    return text;
  }
}
