"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useAction } from "#components/api/use-action.ts";
import { DEFAULT_TOKEN_DAYS } from "#lib/api/tokens.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Role } from "#lib/roles.ts";
import { ROLE_HELP, RoleSelect } from "./role-select.tsx";
import type { TokenActions } from "./actions.ts";

const DAYS = [30, DEFAULT_TOKEN_DAYS, 365] as const;
const NEVER = "never";

interface TokenDialogProps {
  create: TokenActions["create"];
  onClose: () => void;
  onCreated: (name: string, token: string) => void;
}

export function TokenDialog({ create, onClose, onCreated }: TokenDialogProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [role, setRole] = useState<Role>("editor");
  const [days, setDays] = useState<string>(String(DEFAULT_TOKEN_DAYS));
  const [nameError, setNameError] = useState<string>();

  const submit = async (form: FormData) => {
    const name = String(form.get("name") ?? "").trim();
    setNameError(name === "" ? t("settings.nameMissing") : undefined);
    if (name === "") return;
    const made = await run(() => create({ name, role, days: days === NEVER ? null : Number(days) }));
    if (made) onCreated(name, made.value.token);
  };

  return (
    <FormDialog
      title={t("settings.tokenNew")}
      submitLabel={t("common.create")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setNameError(undefined)}
      onClose={onClose}
    >
      <Field label={t("settings.tokenName")} help={t("settings.tokenNameHelp")} error={nameError}>
        {(control) => <Input {...control} name="name" maxLength={200} autoComplete="off" />}
      </Field>
      <Field label={t("settings.userRole")} help={t(ROLE_HELP[role])}>
        {(control) => <RoleSelect control={control} value={role} onChange={setRole} />}
      </Field>
      <Field label={t("settings.tokenExpires")}>
        {(control) => (
          <Select value={days} onValueChange={setDays}>
            <SelectTrigger {...control}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {DAYS.map((count) => (
                <SelectItem key={count} value={String(count)}>
                  {t("settings.tokenExpiresDays", { count })}
                </SelectItem>
              ))}
              <SelectItem value={NEVER}>{t("settings.tokenExpiresNever")}</SelectItem>
            </SelectContent>
          </Select>
        )}
      </Field>
    </FormDialog>
  );
}
