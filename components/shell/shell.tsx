"use client";
import { Menu, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { CommandPalette, type FindFlows } from "./command-palette.tsx";
import { setPaletteOpen } from "./commands.ts";
import { HealthBanner } from "./health-banner.tsx";
import { Logo } from "./logo.tsx";
import { Nav } from "./nav.tsx";
import { useFailures } from "./use-failures.ts";
import { useHealth } from "./use-health.ts";
import { type ShellUser, UserMenu } from "./user-menu.tsx";

interface ShellProps {
  user: ShellUser;
  /** An emulated Meta is there to be played with. */
  hasPhone: boolean;
  findFlows: FindFlows;
  children: ReactNode;
}

/** The canvas wants the room that names would take. */
const isCanvas = (pathname: string): boolean => /^\/console\/(flows|executions)\/\d+/.test(pathname);

/** The frame of the console: where one can go on the left (above, on a phone), the page beside it. */
export function Shell({ user, hasPhone, findFlows, children }: ShellProps) {
  const t = useT();
  const compact = isCanvas(usePathname());
  const [menuOpen, setMenuOpen] = useState(false);
  const failures = useFailures();
  const { trouble, unanswered } = useHealth();
  const search = () => {
    setMenuOpen(false);
    setPaletteOpen(true);
  };
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("common.skipToContent")}
      </a>

      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-border bg-surface px-2 md:hidden">
        <Button variant="ghost" size="icon" aria-label={t("common.openMenu")} onClick={() => setMenuOpen(true)}>
          <Menu />
        </Button>
        <Link href="/" className="flex items-center gap-2 rounded-md outline-none focus-visible:ring-2 focus-visible:ring-ring">
          <Logo className="size-6" />
          <span className="font-semibold">{t("common.appName")}</span>
        </Link>
        <Button variant="ghost" size="icon" className="ml-auto" aria-label={t("common.search")} onClick={search}>
          <Search />
        </Button>
      </header>
      <Sheet open={menuOpen} onOpenChange={setMenuOpen}>
        <SheetContent side="left" title={t("common.appName")}>
          <Nav hasPhone={hasPhone} failures={failures} unanswered={unanswered} onNavigate={() => setMenuOpen(false)} />
          <div className="mt-auto">
            <UserMenu user={user} />
          </div>
        </SheetContent>
      </Sheet>

      <aside
        className={cn(
          "hidden shrink-0 flex-col gap-3 border-r border-border bg-surface p-3 md:flex",
          compact ? "w-15 items-center px-0" : "w-52",
        )}
      >
        <Link
          href="/"
          aria-label={`${t("common.appName")}: ${t("common.backHome")}`}
          className="flex h-9 items-center gap-2.5 rounded-md px-1 outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          <Logo />
          {!compact && <span className="text-base font-semibold">{t("common.appName")}</span>}
        </Link>
        {compact ? (
          <Tooltip label={t("common.search")} keys={["mod", "K"]} side="right">
            <Button variant="ghost" size="icon" className="size-9" aria-label={t("common.search")} onClick={search}>
              <Search />
            </Button>
          </Tooltip>
        ) : (
          <Button className="justify-start gap-2 px-2.5 font-normal text-muted-foreground" onClick={search}>
            <Search />
            {t("common.search")}
            <Kbd keys={["mod", "K"]} className="ml-auto" />
          </Button>
        )}
        <Nav hasPhone={hasPhone} failures={failures} unanswered={unanswered} compact={compact} />
        <div className="mt-auto w-full">
          {compact ? (
            <div className="flex justify-center">
              <UserMenu user={user} compact />
            </div>
          ) : (
            <UserMenu user={user} />
          )}
        </div>
      </aside>

      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <HealthBanner trouble={trouble} />
        <main id="content" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      <CommandPalette findFlows={findFlows} hasPhone={hasPhone} mayEdit={user.role !== "viewer"} />
    </div>
  );
}
