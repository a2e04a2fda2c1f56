"use client";
import { useState } from "react";
import { toast } from "sonner";
import { problemText, useAction } from "#components/api/use-action.ts";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ContactFieldResponse } from "#lib/api/contact-fields.ts";
import { FIELD_TYPES, type FieldType, OWN_KEYS } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ContactFieldActions } from "./actions.ts";
import { fieldErrors } from "./field-errors.ts";

interface ContactFieldFormProps {
  /** Null: a new one. */
  field: ContactFieldResponse | null;
  actions: ContactFieldActions;
  onClose: () => void;
  onSaved: () => void;
}

const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
type Errors = Partial<Record<"name" | "key" | "choices", string>>;

export function ContactFieldForm({ field, actions, onClose, onSaved }: ContactFieldFormProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [type, setType] = useState<FieldType>(field?.type ?? "text");
  const [errors, setErrors] = useState<Errors>({});

  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const wanted = { name: text("name"), key: field?.key ?? text("key"), choices: type === "choice" ? linesOf(text("choices")) : [] };
    const found: Errors = {
      ...(wanted.name === "" && { name: t("fields.nameMissing") }),
      ...(!KEY.test(wanted.key) && { key: t("fields.keyWrong") }),
      ...(OWN_KEYS.has(wanted.key) && { key: t("fields.keyOwn") }),
      ...(type === "choice" && wanted.choices.length === 0 && { choices: t("fields.choicesMissing") }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const { name, choices } = wanted;
    const saved = await run(
      () =>
        field === null ? actions.create({ ...wanted, type }) : actions.update(field.id, { name, ...(type === "choice" && { choices }) }),
      (problem) => {
        if (problem.code === "contact-field-taken") setErrors({ key: problemText(problem, t) });
        else if (Object.keys(problem.fields).length > 0) setErrors(fieldErrors(problem, t));
        else return false;
        return true;
      },
    );
    if (!saved) return;
    toast.success(t(field === null ? "fields.created" : "fields.saved", { name }));
    onSaved();
    onClose();
  };

  return (
    <FormDialog
      title={field === null ? t("fields.newTitle") : t("fields.editTitle", { name: field.name })}
      submitLabel={t(field === null ? "common.create" : "common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      <Field label={t("fields.name")} help={t("fields.nameHelp")} error={errors.name}>
        {(control) => <Input {...control} name="name" defaultValue={field?.name ?? ""} maxLength={100} autoComplete="off" />}
      </Field>
      <Field label={t("fields.key")} help={t("fields.keyHelp")} error={errors.key}>
        {(control) => (
          <Input
            {...control}
            name="key"
            defaultValue={field?.key ?? ""}
            disabled={field !== null}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <SelectField
        label={t("fields.type")}
        value={type}
        readOnly={field !== null}
        options={FIELD_TYPES.map((value) => ({ value, label: t(`fields.type_${value}`) }))}
        onChange={setType}
      />
      {type === "choice" && (
        <Field label={t("fields.choices")} help={t("fields.choicesHelp")} error={errors.choices}>
          {(control) => <Textarea {...control} name="choices" defaultValue={(field?.choices ?? []).join("\n")} rows={5} />}
        </Field>
      )}
    </FormDialog>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
