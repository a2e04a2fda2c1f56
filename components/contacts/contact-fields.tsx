"use client";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type ContactDetail, patchContactContract } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Json } from "#lib/engine/types.ts";
import { fieldText, readField } from "./field-text.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

interface ContactFieldsProps {
  contact: ContactDetail;
  mayEdit: boolean;
  onSaved: (contact: ContactDetail) => void;
}

/** What flows keep about a contact from one conversation to the next; they read it as `contact`. */
export function ContactFields({ contact, mayEdit, onSaved }: ContactFieldsProps) {
  const t = useT();
  const [editing, setEditing] = useState<string | null>(null);
  const names = Object.keys(contact.fields).sort();
  const save = async (fields: Record<string, Json>) => {
    try {
      onSaved(await call(patchContactContract, { params: { id: contact.id }, body: { fields } }));
      setEditing(null);
    } catch (error) {
      toast.error(refusalText(error, t));
    }
  };
  const remove = async (name: string) => {
    const before = contact.fields[name] ?? null;
    await save({ [name]: null });
    toast.success(t("contacts.fieldRemoved", { name }), {
      action: { label: t("common.undo"), onClick: () => void save({ [name]: before }) },
    });
  };
  return (
    <section aria-labelledby="contact-fields" className="flex flex-col gap-2 p-3">
      <h2 id="contact-fields" className="text-[13px] font-medium">
        {t("contacts.fields")}
      </h2>
      <p className="text-xs text-muted-foreground">{t("contacts.fieldsHelp")}</p>
      {names.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-md border border-border">
          {names.map((name) => (
            <li key={name} className="flex items-start gap-1 px-2 py-1.5">
              {editing === name ? (
                <FieldForm
                  initialName={name}
                  initialValue={fieldText(contact.fields[name])}
                  onSave={(_, value) => save({ [name]: value })}
                  onCancel={() => setEditing(null)}
                />
              ) : (
                <>
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-mono text-xs text-muted-foreground">{name}</p>
                    <p className="text-[13px] wrap-anywhere">{fieldText(contact.fields[name])}</p>
                  </div>
                  {mayEdit && (
                    <>
                      <Button
                        variant="ghost"
                        size="icon-sm"
                        aria-label={t("contacts.editField", { name })}
                        onClick={() => setEditing(name)}
                      >
                        <Pencil />
                      </Button>
                      <Button
                        variant="ghost"
                        size="icon-sm"
                        aria-label={t("contacts.removeField", { name })}
                        onClick={() => void remove(name)}
                      >
                        <Trash2 />
                      </Button>
                    </>
                  )}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {names.length === 0 && editing === null && <p className="text-[13px] text-muted-foreground">{t("contacts.noFields")}</p>}
      {mayEdit && editing === "" && (
        <FieldForm initialName="" initialValue="" onSave={(name, value) => save({ [name]: value })} onCancel={() => setEditing(null)} />
      )}
      {mayEdit && editing !== "" && (
        <Button size="sm" className="self-start" onClick={() => setEditing("")}>
          <Plus />
          {t("contacts.addField")}
        </Button>
      )}
    </section>
  );
}

interface FieldFormProps {
  /** "": a new one, whose name is asked for. */
  initialName: string;
  initialValue: string;
  onSave: (name: string, value: Json) => Promise<void>;
  onCancel: () => void;
}

function FieldForm({ initialName, initialValue, onSave, onCancel }: FieldFormProps) {
  const t = useT();
  const [name, setName] = useState(initialName);
  const [value, setValue] = useState(initialValue);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setPending(true);
    await onSave(name.trim(), readField(value));
    setPending(false);
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
      <Input
        aria-label={initialName === "" ? t("contacts.fieldValue") : t("contacts.valueOf", { name: initialName })}
        placeholder={t("contacts.fieldValue")}
        value={value}
        maxLength={10_000}
        autoFocus={initialName !== ""}
        onChange={(event) => setValue(event.target.value)}
      />
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
