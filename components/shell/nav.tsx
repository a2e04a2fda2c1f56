"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { isCurrent, navItems } from "./nav-items.ts";

interface NavProps {
  /** Of conversations, lately; a red number on their place. */
  failures: number;
  /** Contacts whom nothing will answer; likewise. */
  unanswered: number;
  /** Icons alone, with their names as hints. */
  compact?: boolean;
  /** Whether there is an emulated Meta to speak to. */
  hasPhone: boolean;
  onNavigate?: () => void;
}

const FAILED = "/console/executions?status=failed&period=7d";
const UNANSWERED = "/console/unanswered";
const MOST_SHOWN = 99;

/** Links to the console's places. */
export function Nav({ failures, unanswered, compact = false, hasPhone, onNavigate }: NavProps) {
  const t = useT();
  const pathname = usePathname();
  const figures: { [href: string]: { count: number; to: string; text: string } } = {
    "/console/executions": { count: failures, to: FAILED, text: t("common.failures", { count: failures }) },
    [UNANSWERED]: { count: unanswered, to: UNANSWERED, text: t("common.unansweredCount", { count: unanswered }) },
  };
  return (
    <nav aria-label={t("common.mainNavigation")} className="flex flex-col gap-0.5">
      {navItems(hasPhone).map(({ href, key, icon: Icon }) => {
        const current = isCurrent(href, pathname);
        const figure = figures[href];
        const name = figure === undefined || figure.count === 0 ? t(key) : `${t(key)}: ${figure.text}`;
        const link = (
          <Link
            href={href}
            onClick={onNavigate}
            aria-current={current ? "page" : undefined}
            aria-label={compact ? name : undefined}
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
        return (
          <div key={href} className="relative">
            {compact ? (
              <Tooltip label={name} side="right">
                {link}
              </Tooltip>
            ) : (
              link
            )}
            {figure !== undefined && figure.count > 0 && <Figure {...figure} compact={compact} onNavigate={onNavigate} />}
          </div>
        );
      })}
    </nav>
  );
}

interface FigureProps {
  count: number;
  /** Where what is counted is listed. */
  to: string;
  text: string;
  compact: boolean;
  onNavigate: (() => void) | undefined;
}

/** Leads to them; beside an icon alone it is only seen, for the link's name says it. */
function Figure({ count, to, text, compact, onNavigate }: FigureProps) {
  const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  const look = "absolute flex items-center justify-center rounded-full bg-danger-soft font-semibold text-danger-text tabular-nums";
  if (compact)
    return (
      <span aria-hidden="true" className={cn(look, "pointer-events-none -top-1 -right-1 h-4 min-w-4 px-1 text-[10px]")}>
        {shown}
      </span>
    );
  return (
    <Link
      href={to}
      onClick={onNavigate}
      aria-label={text}
      title={text}
      className={cn(
        look,
        "top-1.5 right-1.5 h-6 min-w-6 px-1.5 text-xs outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring md:top-1",
      )}
    >
      {shown}
    </Link>
  );
}
