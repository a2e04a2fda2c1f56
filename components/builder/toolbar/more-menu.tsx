"use client";
import { Ellipsis } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { ShellCommand } from "#components/shell/commands.ts";
import { useT } from "#lib/i18n/client.tsx";

/** What the bar has no room for in a narrow window. */
export function MoreMenu({ commands }: { commands: readonly ShellCommand[] }) {
  const t = useT();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("builder.moreActions")} title={t("builder.moreActions")}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {commands.map(({ id, label, icon: Icon, keys, run }) => (
          <DropdownMenuItem key={id} onSelect={run}>
            {Icon && <Icon />}
            {label}
            {keys && <Kbd keys={keys} className="ml-auto pl-4" />}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
