"use client";
import { Ellipsis, KeyRound, LogOut, Unlink, UserCheck, UserX } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { TableCell, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { UserResponse } from "#lib/api/users.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Role } from "#lib/roles.ts";
import { RoleSelect } from "./role-select.tsx";

interface UserRowProps {
  user: UserResponse;
  isSelf: boolean;
  onRole: (role: Role) => void;
  onAsk: (what: "disable" | "reset" | "signOut" | "unbind") => void;
  onEnable: () => void;
}

export function UserRow({ user, isSelf, onRole, onAsk, onEnable }: UserRowProps) {
  const t = useT();
  const name = user.name || user.email;
  const disabled = user.disabled_at !== null;
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 min-w-28">
        <div className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {isSelf && <Badge tone="outline">{t("settings.userYou")}</Badge>}
          {disabled && <Badge tone="danger">{t("settings.userDisabled")}</Badge>}
        </div>
        {user.name !== "" && <p className="truncate text-[13px] text-muted-foreground">{user.email}</p>}
      </TableCell>
      <TableCell className="min-w-36 px-1 sm:px-3">
        <RoleSelect label={`${t("settings.userRole")}: ${name}`} value={user.role} onChange={onRole} disabled={isSelf || disabled} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {user.last_signed_in_at === null ? t("settings.userNeverSeen") : <RelativeTime at={user.last_signed_in_at} />}
      </TableCell>
      <TableCell className="w-10">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label={t("common.actionsFor", { name })} disabled={isSelf}>
              <Ellipsis />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => onAsk("reset")}>
              <KeyRound />
              {t("settings.userReset")}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onAsk("signOut")}>
              <LogOut />
              {t("settings.userSignOut")}
            </DropdownMenuItem>
            {user.oidc_issuer !== null && (
              <DropdownMenuItem onSelect={() => onAsk("unbind")}>
                <Unlink />
                {t("settings.userUnbind")}
              </DropdownMenuItem>
            )}
            {disabled ? (
              <DropdownMenuItem onSelect={onEnable}>
                <UserCheck />
                {t("settings.userEnable")}
              </DropdownMenuItem>
            ) : (
              <DropdownMenuItem danger onSelect={() => onAsk("disable")}>
                <UserX />
                {t("settings.userDisable")}
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      </TableCell>
    </TableRow>
  );
}
