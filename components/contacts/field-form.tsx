"use client";
import { type SubmitEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { readFieldText } from "#lib/engine/contact-fields/value.ts";
import type { Json } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { readField } from "./field-text.ts";

interface FieldFormProps {
  /** "": a new one, whose name is asked for. */
  initialName: string;
  initialValue: string;
  /** Its type; absent: it holds anything. */
  definition?: ContactField | undefined;
  onSave: (name: string, value: Json) => Promise<void>;
  onCancel: () => void;
}

/** One field of a contact, while it is edited. */
export function FieldForm({ initialName, initialValue, definition, onSave, onCancel }: FieldFormProps) {
  const t = useT();
  const locale = useLocale();
  const [name, setName] = useState(initialName);
  const [value, setValue] = useState(initialValue);
  const [isWrong, setIsWrong] = useState(false);
  const [pending, setPending] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (name.trim() === "") return;
    const read = definition === undefined ? readField(value) : readFieldText(definition, value, locale);
    if (read === undefined) return setIsWrong(true);
    setPending(true);
    await onSave(name.trim(), read);
    setPending(false);
  };
  const label = initialName === "" ? t("contacts.fieldValue") : t("contacts.valueOf", { name: definition?.name ?? initialName });
  const edit = (next: string) => {
    setIsWrong(false);
    setValue(next);
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex min-w-0 flex-1 flex-col gap-1.5"
      onKeyDown={(event) => pressedKey(event) === "Escape" && onCancel()}
    >
      {initialName === "" && (
        <Input
          aria-label={t("contacts.fieldName")}
          placeholder={t("contacts.fieldName")}
          value={name}
          maxLength={200}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
          className="font-mono text-xs"
        />
      )}
      {definition?.type === "choice" || definition?.type === "boolean" ? (
        <Select value={value} onValueChange={edit}>
          <SelectTrigger aria-label={label} aria-invalid={isWrong || undefined} autoFocus>
            <SelectValue placeholder={t("contacts.fieldValue")} />
          </SelectTrigger>
          <SelectContent>
            {optionsOf(definition, { yes: t("contacts.yes"), no: t("contacts.no") }).map((option) => (
              <SelectItem key={option.value} value={option.value}>
                {option.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      ) : (
        <Input
          type={definition?.type === "date" ? "date" : "text"}
          inputMode={definition?.type === "number" ? "decimal" : undefined}
          aria-label={label}
          aria-invalid={isWrong || undefined}
          placeholder={t("contacts.fieldValue")}
          value={value}
          maxLength={10_000}
          autoFocus={initialName !== ""}
          onChange={(event) => edit(event.target.value)}
        />
      )}
      {isWrong && definition !== undefined && (
        <p role="alert" className="text-xs text-danger-text">
          {t(`contacts.fieldWrong_${definition.type}`)}
        </p>
      )}
      <div className="flex gap-1.5">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          {t("common.save")}
        </Button>
        <Button size="sm" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

function optionsOf({ type, choices }: ContactField, { yes, no }: { yes: string; no: string }): { value: string; label: string }[] {
  return type === "choice"
    ? choices.map((value) => ({ value, label: value }))
    : [
        { value: "true", label: yes },
        { value: "false", label: no },
      ];
}
