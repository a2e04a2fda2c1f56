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
          <code className="min-w-0 font-medium wrap-anywhere">{name}</code>
          <CopyButton text={`{{ secret.${name} }}`} label={t("settings.secretCopy", { name })} />
        </div>
        <p className="text-xs wrap-anywhere text-muted-foreground">{hosts.join(", ")}</p>
        <div className="mt-1 text-[13px] lg:hidden">
          <p className="text-muted-foreground">{t("settings.secretColumnFlows")}:</p>
          <Flows flows={flows} />
        </div>
      </TableCell>
      <TableCell className="min-w-64 text-[13px] max-lg:hidden">
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
  if (flows.length === 0) return <p className="text-muted-foreground">{t("settings.secretUnused")}</p>;
  return (
    <ul className="flex flex-col gap-0.5">
      {flows.slice(0, MOST_SHOWN).map(({ id, name, in_published: isPublished }) => (
        <li key={id} className="wrap-break-word">
          <Link
            href={`/console/flows/${id}`}
            className="mr-1.5 rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
          >
            {name}
          </Link>
          {!isPublished && <Badge tone="outline">{t("settings.secretOnlyDraft")}</Badge>}
        </li>
      ))}
      {flows.length > MOST_SHOWN && (
        <li className="text-muted-foreground">{t("settings.secretMoreFlows", { count: flows.length - MOST_SHOWN })}</li>
      )}
    </ul>
  );
}
