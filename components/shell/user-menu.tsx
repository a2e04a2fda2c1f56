"use client";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { signOut } from "next-auth/react";
import { cn } from "#components/ui/cn.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { useTheme } from "#components/ui/theme-provider.tsx";
import { THEMES } from "#components/ui/theme.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { LOCALES } from "#lib/i18n/locale.ts";
import type { Role } from "#lib/roles.ts";
import { LANGUAGE_NAMES, useChooseLocale } from "./language-switch.tsx";
import { ROLE_LABELS } from "./roles.ts";

export interface ShellUser {
  name: string;
  email: string;
  role: Role;
}

export const THEME_LABELS = { system: "common.themeSystem", light: "common.themeLight", dark: "common.themeDark" } as const;
export const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** To the login page of the address that one is at, which need not be the configured one. */
export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign("/login");
}

export function UserMenu({ user, compact = false }: { user: ShellUser; compact?: boolean }) {
  const t = useT();
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  const { theme, setTheme } = useTheme();
  const name = user.name || user.email;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={compact ? t("common.userMenu", { name }) : undefined}
        className={cn(
          "flex w-full cursor-pointer items-center gap-2.5 rounded-md p-1.5 text-left outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring data-[state=open]:bg-secondary",
          compact && "size-9 justify-center p-0",
        )}
      >
        <span
          aria-hidden="true"
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-primary-soft text-xs font-semibold text-primary-text uppercase"
        >
          {name.slice(0, 1)}
        </span>
        {!compact && (
          <span className="min-w-0 flex-1">
            <span className="block truncate text-[13px] leading-4 font-medium">{name}</span>
            <span className="block truncate text-xs leading-4 text-muted-foreground">{t(ROLE_LABELS[user.role])}</span>
          </span>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuLabel className="truncate">{user.email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("common.language")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={locale}>
          {LOCALES.map((value) => (
            <DropdownMenuRadioItem key={value} value={value} lang={value} onSelect={() => chooseLocale(value)}>
              {LANGUAGE_NAMES[value]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("common.theme")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme}>
          {THEMES.map((value) => {
            const Icon = THEME_ICONS[value];
            return (
              <DropdownMenuRadioItem key={value} value={value} onSelect={() => setTheme(value)}>
                <Icon />
                {t(THEME_LABELS[value])}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut />
          {t("common.signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
