"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Asks for the number that the contact has from now on. */
export function ChangeNumber({ close, change }: { close: () => void; change: (to: string) => Promise<void> }) {
  const t = useT();
  const [pending, setPending] = useState(false);
  const [wrong, setWrong] = useState(false);
  return (
    <FormDialog
      title={t("phone.changeNumber")}
      submitLabel={t("common.save")}
      pending={pending}
      onInput={() => setWrong(false)}
      onClose={close}
      onSubmit={async (form) => {
        const digits = String(form.get("to")).replaceAll(/\D/g, "");
        if (!/^\d{7,15}$/.test(digits)) return setWrong(true);
        setPending(true);
        await change(digits);
        close();
      }}
    >
      <Field label={t("phone.phone")} help={t("phone.phoneHelp")} error={wrong ? t("phone.phoneHelp") : undefined}>
        {(control) => <Input {...control} name="to" inputMode="tel" maxLength={30} />}
      </Field>
    </FormDialog>
  );
}
