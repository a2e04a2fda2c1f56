"use client";
import { Ellipsis, Globe, KeyRound, Trash2 } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { TableCell, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { SecretFlow, SecretResponse } from "#lib/api/secrets.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { SecretTask } from "./secret-form.tsx";

interface SecretRowProps {
  secret: SecretResponse;
  onTask: (task: SecretTask) => void;
  onRemove: () => void;
}

/** One secret: its name, where it may go, who reads it. There is nothing of its value to show. */
export function SecretRow({ secret, onTask, onRemove }: SecretRowProps) {
  const t = useT();
  const { name, hosts, flows, last_used_at: usedAt } = secret;
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 min-w-40">
        <div className="flex items-center gap-1">
          <code className="truncate font-medium">{name}</code>
          <CopyButton text={`{{ secret.${name} }}`} label={t("settings.secretCopy", { name })} />
        </div>
        <p className="text-xs wrap-anywhere text-muted-foreground">{hosts.join(", ")}</p>
        <p className="mt-1 text-[13px] sm:hidden">
          <span className="text-muted-foreground">{t("settings.secretColumnFlows")}:</span> <Flows flows={flows} />
        </p>
      </TableCell>
      <TableCell className="max-w-64 min-w-40 text-[13px] max-sm:hidden">
        <Flows flows={flows} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {usedAt === null ? t("common.never") : <RelativeTime at={usedAt} />}
      </TableCell>
      <TableCell className="w-10">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label={t("common.actionsFor", { name })}>
              <Ellipsis />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => onTask({ kind: "value", secret })}>
              <KeyRound />
              {t("settings.secretReplace")}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onTask({ kind: "hosts", secret })}>
              <Globe />
              {t("settings.secretEditHosts")}
            </DropdownMenuItem>
            <DropdownMenuItem danger onSelect={onRemove}>
              <Trash2 />
              {t("settings.secretDelete")}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </TableCell>
    </TableRow>
  );
}

const MOST_SHOWN = 3;

function Flows({ flows }: { flows: readonly SecretFlow[] }) {
  const t = useT();
  if (flows.length === 0) return <span className="text-muted-foreground">{t("settings.secretUnused")}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 wrap-anywhere">
      {flows.slice(0, MOST_SHOWN).map(({ id, name, in_published: isPublished }) => (
        <span key={id} className="inline-flex items-center gap-1">
          <Link
            href={`/console/flows/${id}`}
            className="rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
          >
            {name}
          </Link>
          {!isPublished && <Badge tone="outline">{t("settings.secretOnlyDraft")}</Badge>}
        </span>
      ))}
      {flows.length > MOST_SHOWN && (
        <span className="text-muted-foreground">{t("settings.secretMoreFlows", { count: flows.length - MOST_SHOWN })}</span>
      )}
    </span>
  );
}
