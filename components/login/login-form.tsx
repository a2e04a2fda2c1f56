"use client";
import { Eye, EyeOff } from "lucide-react";
import { signIn } from "next-auth/react";
import { type SubmitEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import { signInWithPassword } from "./sign-in.ts";

interface LoginFormProps {
  /** Where to go afterwards: a path of this site, checked by the server. */
  callbackPath: string;
  /** Name of the OpenID Connect provider, if there is one. */
  oidcName: string | null;
  /** What next-auth put into the address when it sent the person back here. */
  error: string | null;
}

function explain(error: string, t: Translate): string {
  return error === "AccessDenied" ? t("auth.denied") : t("auth.failed");
}

export function LoginForm({ callbackPath, oidcName, error: initialError }: LoginFormProps) {
  const t = useT();
  const [error, setError] = useState(initialError === null ? null : explain(initialError, t));
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const [pending, setPending] = useState(false);
  const [visible, setVisible] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [String(form.get("email") ?? "").trim(), String(form.get("password") ?? "")];
    setMissing({ ...(email === "" && { email: t("auth.emailMissing") }), ...(password === "" && { password: t("auth.passwordMissing") }) });
    setError(null);
    if (email === "" || password === "") return;
    setPending(true);
    const result = await signInWithPassword(email, password);
    if (result.kind === "done") {
      // A full load, so that nothing rendered for nobody stays.
      window.location.assign(callbackPath);
      return;
    }
    setPending(false);
    if (result.kind === "wait") setError(t("auth.throttled", { count: Math.ceil(result.seconds / 60) }));
    else if (result.kind === "unreachable") setError(t("common.errorNetwork"));
    else setError(t(result.kind === "wrong" ? "auth.wrong" : "auth.failed"));
  };

  return (
    <div className="flex flex-col gap-4">
      {error !== null && (
        <Callout tone="danger" role="alert">
          {error}
        </Callout>
      )}
      <form onSubmit={(event) => void submit(event)} onInput={() => setMissing({})} noValidate className="flex flex-col gap-4">
        <Field label={t("auth.email")} error={missing.email}>
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className="h-10"
            />
          )}
        </Field>
        <Field label={t("auth.password")} error={missing.password}>
          {(control) => (
            <div className="relative">
              <Input
                {...control}
                name="password"
                type={visible ? "text" : "password"}
                autoComplete="current-password"
                className="h-10 pr-10"
              />
              <Button
                variant="ghost"
                size="icon"
                className="absolute top-1 right-1"
                aria-label={visible ? t("auth.hidePassword") : t("auth.showPassword")}
                onClick={() => setVisible(!visible)}
              >
                {visible ? <EyeOff /> : <Eye />}
              </Button>
            </div>
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("auth.submit")}
        </Button>
      </form>
      {oidcName !== null && (
        <>
          <div className="flex items-center gap-3 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            {t("auth.or")}
          </div>
          <Button size="lg" onClick={() => void signIn("oidc", { callbackUrl: callbackPath })}>
            {t("auth.withOidc", { name: oidcName })}
          </Button>
        </>
      )}
    </div>
  );
}
