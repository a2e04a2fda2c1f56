"use client";
import { type ReactNode, useState } from "react";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { CodeField } from "#components/text/code-field.tsx";
import { dataToText, isAnyData, textToData } from "./data-text.ts";
import { OptionField } from "./option-field.tsx";

interface JsonOptionProps {
  name: string;
  rows?: number;
  /** Also a list, a number, yes or no. Otherwise an object only. */
  anyData?: boolean;
}

/** JSON, kept as the data that it says; while it is not yet valid its letters are kept as they are, and are an issue of the draft. */
export function JsonOption({ name, rows = 4, anyData = false }: JsonOptionProps) {
  const t = useT();
  const read = (text: string) => textToData(text, anyData ? isAnyData : isJsonObject);
  return (
    <OptionField
      name={name}
      aside={({ written }) =>
        typeof written === "string" &&
        written !== "" && <span className="text-danger-text">{t(anyData ? "builder.dataInvalid" : "builder.jsonInvalid")}</span>
      }
    >
      {({ written, words, change, readOnly, error }, control) => (
        <AsTyped written={written} read={read}>
          {(text, onType) => (
            <CodeField
              id={control.id}
              label={words.label}
              language="json"
              value={text}
              rows={rows}
              paths={[]}
              placeholder={anyData ? "[ ]" : (words.placeholder ?? "{}")}
              describedBy={control["aria-describedby"]}
              invalid={(typeof written === "string" && written !== "") || error !== undefined}
              readOnly={readOnly}
              onChange={(typed) => {
                onType(typed);
                change(read(typed));
              }}
            />
          )}
        </AsTyped>
      )}
    </OptionField>
  );
}

interface AsTypedProps {
  written: Json | undefined;
  read: (text: string) => Json | undefined;
  children: (text: string, onType: (text: string) => void) => ReactNode;
}

/** What was typed stays as it was typed for as long as it says what is kept: nothing moves under the cursor. */
function AsTyped({ written, read, children }: AsTypedProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isMine = typed !== null && JSON.stringify(read(typed) ?? null) === JSON.stringify(written ?? null);
  return children(isMine ? typed : dataToText(written), setTyped);
}
