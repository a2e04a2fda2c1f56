"use client";
import { type SubmitEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useAction } from "#components/api/use-action.ts";
import { signInWithPassword } from "#components/login/sign-in.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { useT } from "#lib/i18n/client.tsx";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "#lib/password-rule.ts";

interface PasswordFormProps {
  email: string;
  change: (input: { current: string; password: string }) => Promise<ActionResult<null>>;
}

export function PasswordForm({ email, change }: PasswordFormProps) {
  const t = useT();
  const { run, pending } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<{ current?: string; password?: string }>({});

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [current, password] = [String(data.get("current") ?? ""), String(data.get("password") ?? "")];
    const problem = passwordProblem(password);
    const found = {
      ...(current === "" && { current: t("auth.passwordMissing") }),
      ...(problem !== null && {
        password: problem === "short" ? t("settings.accountShort", { min: MIN_PASSWORD_LENGTH }) : t("settings.accountCommon"),
      }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const done = await run(
      () => change({ current, password }),
      (problem) => {
        if (problem.fields["current"] === undefined) return false;
        setErrors({ current: t("settings.accountWrong") });
        return true;
      },
    );
    if (!done) return;
    // The change ended every session, this one too.
    await signInWithPassword(email, password);
    form.current?.reset();
    toast.success(t("settings.accountChanged"));
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => void submit(event)}
      onInput={() => setErrors({})}
      noValidate
      className="flex max-w-sm flex-col gap-4"
    >
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label={t("settings.accountCurrent")} error={errors.current}>
        {(control) => <Input {...control} name="current" type="password" autoComplete="current-password" />}
      </Field>
      <Field label={t("settings.accountNew")} help={t("settings.accountNewHelp", { min: MIN_PASSWORD_LENGTH })} error={errors.password}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" maxLength={200} />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        {t("settings.accountSave")}
      </Button>
    </form>
  );
}
