"use client";
import { createContext, type ReactNode, use } from "react";
import type { FlowSettings } from "#lib/engine/types.ts";
import type { LanguageOptions } from "#lib/engine/values/environment.ts";

const FlowLanguageContext = createContext<LanguageOptions>({});

/** Around what shows texts filled in: numbers and dates in them are read and written as the flow's settings say. */
export function FlowLanguageProvider({ settings, children }: { settings: FlowSettings | undefined; children: ReactNode }) {
  return <FlowLanguageContext value={languageOf(settings)}>{children}</FlowLanguageContext>;
}

export const useFlowLanguage = (): LanguageOptions => use(FlowLanguageContext);

/** As texts and conditions of the flow are read. */
export const languageOf = ({ language, time_zone: timeZone }: FlowSettings = {}): LanguageOptions => ({
  ...(language === undefined ? {} : { language }),
  ...(timeZone === undefined ? {} : { timeZone }),
});
