"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { problemText, useAction } from "#components/api/use-action.ts";
import type { UserResponse } from "#lib/api/users.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Role } from "#lib/roles.ts";
import { ROLE_HELP, RoleSelect } from "./role-select.tsx";
import type { UserActions } from "./actions.ts";

interface UserDialogProps {
  /** Name of the OpenID Connect provider, if there is one. */
  oidcName: string | null;
  create: UserActions["create"];
  onClose: () => void;
  onCreated: (user: UserResponse, password: string | null) => void;
}

export function UserDialog({ oidcName, create, onClose, onCreated }: UserDialogProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [role, setRole] = useState<Role>("editor");
  const [withPassword, setWithPassword] = useState(true);
  const [emailError, setEmailError] = useState<string>();

  const submit = async (form: FormData) => {
    const email = String(form.get("email") ?? "").trim();
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
      setEmailError(t("settings.userEmailWrong"));
      return;
    }
    setEmailError(undefined);
    const made = await run(
      () => create({ email, name: String(form.get("name") ?? "").trim(), role, with_password: withPassword }),
      (problem) => {
        const wrong = problem.code === "email-taken" || problem.fields["email"] !== undefined;
        if (wrong) setEmailError(problem.code === "email-taken" ? problemText(problem, t) : t("settings.userEmailWrong"));
        return wrong;
      },
    );
    if (made) onCreated(made.value.user, made.value.password);
  };

  return (
    <FormDialog
      title={t("settings.userNew")}
      submitLabel={t("common.create")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setEmailError(undefined)}
      onClose={onClose}
    >
      <Field label={t("settings.userEmail")} error={emailError}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" autoCapitalize="none" maxLength={320} />}
      </Field>
      <Field label={t("settings.userName")} aside={t("common.optional")}>
        {(control) => <Input {...control} name="name" autoComplete="off" maxLength={200} />}
      </Field>
      <Field label={t("settings.userRole")} help={t(ROLE_HELP[role])}>
        {(control) => <RoleSelect control={control} value={role} onChange={setRole} />}
      </Field>
      {oidcName !== null && (
        <div className="flex items-start gap-3">
          <Switch id="with-password" checked={withPassword} onCheckedChange={setWithPassword} />
          <div>
            <Label htmlFor="with-password">{t("settings.userWithPassword")}</Label>
            <p className="text-xs text-muted-foreground">{t("settings.userWithPasswordHelp", { name: oidcName })}</p>
          </div>
        </div>
      )}
    </FormDialog>
  );
}
