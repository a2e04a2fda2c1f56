"use client";
import { Archive, ArchiveRestore, Copy, Download, Ellipsis, TableProperties } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { FlowItem } from "./types.ts";

interface RowMenuProps {
  flow: FlowItem;
  mayEdit: boolean;
  onDuplicate: () => void;
  onArchive: () => void;
  onRestore: () => void;
}

export function RowMenu({ flow, mayEdit, onDuplicate, onArchive, onRestore }: RowMenuProps) {
  const t = useT();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t("common.actionsFor", { name: flow.name })}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayEdit && (
          <DropdownMenuItem onSelect={onDuplicate}>
            <Copy />
            {t("flows.duplicate")}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem asChild>
          <Link href={`/console/flows/${flow.id}/answers`}>
            <TableProperties />
            {t("answers.menu")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={`/api/v1/flows/${flow.id}/export`} download={`${fileName(flow.name)}.json`}>
            <Download />
            {t("flows.export")}
          </a>
        </DropdownMenuItem>
        {mayEdit && (
          <>
            <DropdownMenuSeparator />
            {flow.state === "archived" ? (
              <DropdownMenuItem onSelect={onRestore}>
                <ArchiveRestore />
                {t("flows.restore")}
              </DropdownMenuItem>
            ) : (
              <DropdownMenuItem onSelect={onArchive}>
                <Archive />
                {t("flows.archive")}
              </DropdownMenuItem>
            )}
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** "Serviço: 2ª via" as "servico-2-via". */
function fileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "flow";
}
