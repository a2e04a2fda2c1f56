"use client";
import "./survive-translation.ts";
import { createContext, type ReactNode, use } from "react";
import { type Translate, translator } from "./catalogue.ts";
import { type Format, formatter } from "./format.ts";
import type { Locale } from "./locale.ts";

interface Language {
  locale: Locale;
  t: Translate;
  format: Format;
}

const languageOf = (locale: Locale): Language => ({ locale, t: translator(locale), format: formatter(locale) });
const LanguageContext = createContext<Language>(languageOf("pt-BR"));

export function I18nProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LanguageContext value={languageOf(locale)}>{children}</LanguageContext>;
}

/** `t("common.save")`, `t("flows.nodes", { count: 3 })`: the text in the reader's language. In client components. */
export const useT = (): Translate => use(LanguageContext).t;
export const useFormat = (): Format => use(LanguageContext).format;
export const useLocale = (): Locale => use(LanguageContext).locale;
