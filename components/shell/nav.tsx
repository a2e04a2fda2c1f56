"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { isCurrent, NAV_ITEMS } from "./nav-items.ts";

/** Links to the console's places; `compact`: icons alone, with their names as hints. */
export function Nav({ compact = false, onNavigate }: { compact?: boolean; onNavigate?: () => void }) {
  const t = useT();
  const pathname = usePathname();
  return (
    <nav aria-label={t("common.mainNavigation")} className="flex flex-col gap-0.5">
      {NAV_ITEMS.map(({ href, key, icon: Icon }) => {
        const current = isCurrent(href, pathname);
        const link = (
          <Link
            key={href}
            href={href}
            onClick={onNavigate}
            aria-current={current ? "page" : undefined}
            aria-label={compact ? t(key) : undefined}
            className={cn(
              "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-muted-foreground outline-none transition-colors duration-100 hover:bg-secondary hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring md:h-8",
              compact && "w-9 justify-center px-0 md:h-9",
              current && "bg-primary-soft text-primary-text hover:bg-primary-soft hover:text-primary-text",
            )}
          >
            <Icon aria-hidden="true" className="size-4 shrink-0" />
            {!compact && t(key)}
          </Link>
        );
        return compact ? (
          <Tooltip key={href} label={t(key)} side="right">
            {link}
          </Tooltip>
        ) : (
          link
        );
      })}
    </nav>
  );
}
