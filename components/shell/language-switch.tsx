"use client";
import { useRouter } from "next/navigation";
import { Segmented } from "#components/ui/segmented.tsx";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { type Locale, LOCALE_COOKIE, LOCALES } from "#lib/i18n/locale.ts";

/** Each language in its own words, so that whoever reads only that one finds it. */
export const LANGUAGE_NAMES: Record<Locale, string> = { "pt-BR": "Português", en: "English" };

export function useChooseLocale(): (locale: Locale) => void {
  const router = useRouter();
  return (locale) => {
    document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
}

export function LanguageSwitch() {
  const t = useT();
  const locale = useLocale();
  const choose = useChooseLocale();
  return (
    <Segmented
      label={t("common.language")}
      value={locale}
      onChange={choose}
      options={LOCALES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
    />
  );
}
