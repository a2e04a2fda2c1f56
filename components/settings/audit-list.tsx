"use client";
import { ScrollText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { DateTime } from "#components/ui/time.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { useT } from "#lib/i18n/client.tsx";
import { Section } from "./section.tsx";
import { AUDIT_TYPES, type AuditType } from "./audit-types.ts";
import type { AuditPage } from "./types.ts";

interface AuditListProps {
  page: AuditPage;
  type: AuditType;
  load: (type: AuditType, cursor: string) => Promise<ActionResult<AuditPage>>;
}

const LABELS = {
  all: "settings.auditAll",
  flow: "settings.auditFlows",
  execution: "settings.auditExecutions",
  contact: "settings.auditContacts",
  channel: "settings.auditChannels",
  user: "settings.auditUsers",
  api_token: "settings.auditTokens",
  settings: "settings.auditSettings",
} as const;

/** Give it a `key` of the type, so that pages loaded for another are forgotten. */
export function AuditList({ page, type, load }: AuditListProps) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [more, setMore] = useState<AuditPage[]>([]);
  const pages = [page, ...more];
  const cursor = pages.at(-1)?.next_cursor ?? null;
  const loadMore = async () => {
    const next = cursor === null ? undefined : await run(() => load(type, cursor));
    if (next) setMore([...more, next.value]);
  };
  return (
    <Section
      title={t("settings.auditTitle")}
      description={t("settings.auditText")}
      actions={
        <Select value={type} onValueChange={(next) => router.replace(next === "all" ? "/console/settings/audit" : `/console/settings/audit?type=${next}`)}>
          <SelectTrigger aria-label={t("settings.auditFilter")} className="w-40">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {AUDIT_TYPES.map((each) => (
              <SelectItem key={each} value={each}>
                {t(LABELS[each])}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      }
    >
      {page.items.length === 0 ? (
        <EmptyState icon={ScrollText} title={t("settings.auditEmptyTitle")} description={t("settings.auditEmptyText")} />
      ) : (
        <Table>
          <TableHeader>
            <tr>
              <TableHead>{t("settings.auditWhen")}</TableHead>
              <TableHead>{t("settings.auditWho")}</TableHead>
              <TableHead>{t("settings.auditWhat")}</TableHead>
              <TableHead className="max-md:hidden">{t("settings.auditDetails")}</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {pages.flatMap(({ items }) => items).map((entry) => (
              <TableRow key={entry.id}>
                <TableCell className="align-top whitespace-nowrap text-muted-foreground tabular-nums max-sm:whitespace-normal">
                  <DateTime at={entry.at} seconds />
                </TableCell>
                <TableCell className="align-top break-all sm:break-normal">{entry.actor_name ?? entry.actor}</TableCell>
                <TableCell className="align-top">
                  {t.maybe(`settings.did_${entry.action.replace(".", "_")}`) ?? entry.action} <span className="text-muted-foreground">#{entry.object_id}</span>
                </TableCell>
                <TableCell className="align-top max-md:hidden">
                  <code className="text-xs break-all text-muted-foreground">{entry.details === null ? "" : JSON.stringify(entry.details)}</code>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {cursor !== null && (
        <Button className="self-center" pending={pending} onClick={() => void loadMore()}>
          {t("common.loadMore")}
        </Button>
      )}
    </Section>
  );
}
