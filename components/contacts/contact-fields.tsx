"use client";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { type ContactDetail, patchContactContract } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "#components/ui/cn.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { Json } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { FieldForm } from "./field-form.tsx";
import { fieldText } from "./field-text.ts";

interface ContactFieldsProps {
  contact: ContactDetail;
  /** Those with a type, which are shown whether the contact has them or not. */
  definitions: readonly ContactField[];
  mayEdit: boolean;
  onSaved: (contact: ContactDetail) => void;
}

/** What flows keep about a contact from one conversation to the next; they read it as `contact`. */
export function ContactFields({ contact, definitions, mayEdit, onSaved }: ContactFieldsProps) {
  const t = useT();
  const [editing, setEditing] = useState<string | null>(null);
  const known = new Map(definitions.map((field) => [field.key, field]));
  const others = Object.keys(contact.fields).filter((name) => !known.has(name));
  const names = [...known.keys(), ...others.sort()];
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
                  initialValue={editedText(contact.fields[name], known.get(name))}
                  definition={known.get(name)}
                  onSave={(_, value) => save({ [name]: value })}
                  onCancel={() => setEditing(null)}
                />
              ) : (
                <>
                  <div className="min-w-0 flex-1">
                    <p className={cn("truncate text-xs text-muted-foreground", !known.has(name) && "font-mono")} title={name}>
                      {known.get(name)?.name ?? name}
                    </p>
                    <p className="text-[13px] wrap-anywhere">{shownText(contact.fields[name], t)}</p>
                  </div>
                  {mayEdit && (
                    <>
                      <Button
                        variant="ghost"
                        size="icon-sm"
                        aria-label={t("contacts.editField", { name: known.get(name)?.name ?? name })}
                        onClick={() => setEditing(name)}
                      >
                        <Pencil />
                      </Button>
                      {contact.fields[name] !== undefined && (
                        <Button
                          variant="ghost"
                          size="icon-sm"
                          aria-label={t("contacts.removeField", { name: known.get(name)?.name ?? name })}
                          onClick={() => void remove(name)}
                        >
                          <Trash2 />
                        </Button>
                      )}
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

/** Of a field with a type, the text itself: what is read of it again is of that type. */
const editedText = (value: Json | undefined, definition: ContactField | undefined): string =>
  definition !== undefined && typeof value === "string" ? value : fieldText(value);

function shownText(value: Json | undefined, t: Translate): string {
  if (value === undefined) return t("contacts.none");
  if (typeof value === "boolean") return t(value ? "contacts.yes" : "contacts.no");
  return typeof value === "string" ? value : fieldText(value);
}
