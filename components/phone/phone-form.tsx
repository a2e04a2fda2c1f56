"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { CONTROL } from "#components/ui/control.ts";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { ChatEntryView } from "#lib/meta-emulator/control.ts";

interface PhoneFormProps {
  form: NonNullable<ChatEntryView["form"]>;
  close: () => void;
  submit: (values: Record<string, string>) => Promise<void>;
}

/** An open WhatsApp form, with its fields. */
export function PhoneForm({ form, close, submit }: PhoneFormProps) {
  const t = useT();
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <FormDialog
      title={form.title}
      submitLabel={t("phone.send")}
      pending={pending}
      onInput={() => setMissing(null)}
      onClose={close}
      onSubmit={async (given) => {
        const values = Object.fromEntries(form.fields.map(({ name }) => [name, String(given.get(name) ?? "")]));
        const empty = form.fields.find(({ name, required }) => required && values[name] === "");
        if (empty !== undefined) return setMissing(empty.name);
        setPending(true);
        await submit(values);
        close();
      }}
    >
      {form.fields.map(({ name, label: fieldLabel, options }) => (
        <Field key={name} label={fieldLabel} error={missing === name ? t("phone.fieldMissing") : undefined}>
          {(control) =>
            options.length === 0 ? (
              <Input {...control} name={name} maxLength={600} />
            ) : (
              <select {...control} name={name} className={cn(CONTROL, "h-8 px-2.5")}>
                <option value="" />
                {options.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            )
          }
        </Field>
      ))}
    </FormDialog>
  );
}
