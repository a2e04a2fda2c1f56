import "@fontsource-variable/inter";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ThemeProvider } from "#components/ui/theme-provider.tsx";
import { THEME_COOKIE, themeOf } from "#components/ui/theme.ts";
import { Toaster } from "#components/ui/toaster.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { I18nProvider } from "#lib/i18n/client.tsx";
import { getLocale, getT } from "#lib/i18n/server.ts";

// Not to be translated by the browser: the console speaks its languages itself, and shows texts as contacts will read them.

/** The policy against foreign scripts needs a nonce in every page, so every page is rendered for its request. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getT();
  return {
    title: { default: t("common.appName"), template: `%s · ${t("common.appName")}` },
    description: t("common.tagline"),
    other: { google: "notranslate" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafbfb" },
    { media: "(prefers-color-scheme: dark)", color: "#131617" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} data-theme={theme} translate="no" className="notranslate">
      <body>
        <I18nProvider locale={locale}>
          <ThemeProvider initial={theme}>
            <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
            <Toaster />
          </ThemeProvider>
        </I18nProvider>
      </body>
    </html>
  );
}
