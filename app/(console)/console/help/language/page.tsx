import type { Metadata } from "next";
import { LanguagePage } from "#components/language/language-page.tsx";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("language.title") };
}

export default async function LanguageHelpPage() {
  await requirePageUser();
  return <LanguagePage />;
}
