"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import { useT } from "#lib/i18n/client.tsx";

const SECTIONS = [
  { path: "channels", key: "settings.navChannels", admin: false },
  { path: "account", key: "settings.navAccount", admin: false },
  { path: "calendars", key: "settings.navCalendars", admin: false },
  { path: "fields", key: "settings.navFields", admin: false },
  { path: "users", key: "settings.navUsers", admin: true },
  { path: "tokens", key: "settings.navTokens", admin: true },
  { path: "secrets", key: "settings.navSecrets", admin: true },
  { path: "retention", key: "settings.navRetention", admin: false },
  { path: "audit", key: "settings.navAudit", admin: true },
] as const;

/** The sections that this reader may open; beside the content, above it on a phone. */
export function SettingsNav({ isAdmin }: { isAdmin: boolean }) {
  const t = useT();
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row of sections is wider than the screen.
  useEffect(() => {
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <nav
      ref={nav}
      aria-label={t("settings.navLabel")}
      className="scroll-thin -mx-4 flex shrink-0 gap-1 overflow-x-auto px-4 py-1 md:mx-0 md:w-44 md:flex-col md:px-0 md:py-0"
    >
      {SECTIONS.filter(({ admin }) => isAdmin || !admin).map(({ path, key }) => {
        const href = `/console/settings/${path}`;
        const current = pathname === href;
        return (
          <Link
            key={path}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "rounded-md px-2.5 py-1.5 text-sm whitespace-nowrap text-muted-foreground outline-none hover:bg-secondary hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring",
              current && "bg-secondary font-medium text-foreground",
            )}
          >
            {t(key)}
          </Link>
        );
      })}
    </nav>
  );
}
