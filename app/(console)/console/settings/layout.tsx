import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("settings.title") };
}

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requirePageUser();
  const t = await getT();
  return (
    <Page>
      <PageHeader title={t("settings.title")} />
      <div className="flex flex-col gap-5 md:flex-row md:gap-8">
        <SettingsNav isAdmin={actor.role === "admin"} />
        {children}
      </div>
    </Page>
  );
}
