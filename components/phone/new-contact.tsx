"use client";
import { UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** Somebody more who writes: a name and a number with its country. */
export function NewContact({ add }: { add: (waId: string, name: string) => Promise<void> }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const digits = phone.replaceAll(/\D/g, "");
  const fits = /^\d{7,15}$/.test(digits) && name.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits) return;
    void add(digits, name.trim()).then(() => {
      setOpen(false);
      setName("");
      setPhone("");
    });
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost">
          <UserPlus aria-hidden="true" />
          {t("phone.newContact")}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={t("phone.newContact")}>
        <form onSubmit={submit} className="flex flex-col gap-2.5">
          <Field label={t("phone.name")}>
            {(control) => <Input {...control} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label={t("phone.phone")} help={t("phone.phoneHelp")}>
            {(control) => (
              <Input {...control} inputMode="tel" value={phone} maxLength={30} onChange={(event) => setPhone(event.target.value)} />
            )}
          </Field>
          <Button type="submit" variant="primary" size="sm" disabled={!fits}>
            {t("phone.add")}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
