"use client";
import { type ReactNode, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Context, OutgoingMessage } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Tap } from "#lib/whatsapp/outgoing/define-outgoing.ts";
import { tapsOf } from "#lib/whatsapp/outgoing/registry.ts";

interface Filling<Key> {
  tap: (key: Key, message: OutgoingMessage, tapId: string) => void;
  /** Open while something is filled in; to be drawn anywhere. */
  dialog: ReactNode;
}

/** Taps, and asks first for what a tap takes: a form's screens are Meta's, so its fields are typed here. */
export function useFilling<Key>(tap: (key: Key, tapId: string, values?: Context) => void): Filling<Key> {
  const [asked, setAsked] = useState<{ key: Key; tap: Tap; fields: readonly string[] } | null>(null);
  return {
    tap(key, message, tapId) {
      const found = tapsOf(message).find(({ id }) => id === tapId);
      if (found?.fill === undefined) tap(key, tapId);
      else setAsked({ key, tap: found, fields: found.fill.fields });
    },
    dialog: asked !== null && (
      <FillDialog
        title={asked.tap.title}
        fields={asked.fields}
        close={() => setAsked(null)}
        submit={(values) => {
          setAsked(null);
          tap(asked.key, asked.tap.id, values);
        }}
      />
    ),
  };
}

interface FillDialogProps {
  title: string;
  fields: readonly string[];
  close: () => void;
  submit: (values: Context) => void;
}

const REST = "…";

function FillDialog({ title, fields, close, submit }: FillDialogProps) {
  const t = useT();
  const [wrong, setWrong] = useState(false);
  return (
    <FormDialog
      title={title}
      submitLabel={t("simulator.send")}
      pending={false}
      onInput={() => setWrong(false)}
      onClose={close}
      onSubmit={(given) => {
        const typed = fields.flatMap((field) => {
          const value = given.get(field);
          return typeof value === "string" && value !== "" ? [[field, value] as const] : [];
        });
        const rest = readObject(given.get(REST));
        if (rest === null) setWrong(true);
        else submit({ ...Object.fromEntries(typed), ...rest });
        return Promise.resolve();
      }}
    >
      {fields.map((field) => (
        <Field key={field} label={field}>
          {(control) => <Input {...control} name={field} />}
        </Field>
      ))}
      <Field label={t("simulator.fillFields")} help={t("simulator.fillHelp")} error={wrong ? t("simulator.fillWrong") : undefined}>
        {(control) => <Textarea {...control} name={REST} rows={3} spellCheck={false} placeholder="{}" className="font-mono text-[13px]" />}
      </Field>
    </FormDialog>
  );
}

/** An empty object for nothing written; null for what is no object. */
function readObject(written: FormDataEntryValue | null): Context | null {
  if (typeof written !== "string" || written.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(written);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
