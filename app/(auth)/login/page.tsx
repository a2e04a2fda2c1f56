import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LoginForm } from "#components/login/login-form.tsx";
import { LanguageSwitch } from "#components/shell/language-switch.tsx";
import { Logo } from "#components/shell/logo.tsx";
import type { Query } from "#components/ui/query-text.ts";
import { getT } from "#lib/i18n/server.ts";
import { oidcName } from "#server/auth/next-auth-options";
import { ownPath } from "#server/auth/safe-path";
import { getSignedIn } from "#server/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("auth.title") };
}

export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [t, query, signedIn] = await Promise.all([getT(), searchParams, getSignedIn()]);
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const callbackPath = ownPath(text("callbackUrl") ?? "/");
  if (signedIn !== null) redirect(callbackPath);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
      <div className="flex w-full max-w-sm flex-col gap-6 rounded-2xl border border-border bg-surface p-6 shadow-sm sm:p-8">
        <div className="flex items-center gap-3">
          <Logo className="size-9" />
          <div>
            <h1 className="text-lg leading-6 font-semibold">{t("auth.heading")}</h1>
            <p className="text-[13px] text-balance text-muted-foreground">{t("common.tagline")}</p>
          </div>
        </div>
        <LoginForm callbackPath={callbackPath} oidcName={oidcName()} error={text("error")} />
      </div>
      <LanguageSwitch />
    </main>
  );
}
