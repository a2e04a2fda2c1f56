import { Section } from "#components/settings/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { RETENTION_DAYS } from "#server/retention";

export default async function RetentionPage() {
  await requirePageUser();
  const t = await getT();
  const rows = [
    { what: t("settings.retentionConversations"), how: t("settings.retentionForever") },
    ...Object.entries(RETENTION_DAYS).map(([table, count]) => ({ what: t.maybe(`settings.retention_${table}`) ?? table, how: t("settings.retentionDays", { count }) })),
  ];
  return (
    <Section title={t("settings.retentionTitle")} description={t("settings.retentionText")}>
      <Table>
        <TableHeader>
          <tr>
            <TableHead>{t("settings.retentionWhat")}</TableHead>
            <TableHead>{t("settings.retentionHow")}</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {rows.map(({ what, how }) => (
            <TableRow key={what}>
              <TableCell>{what}</TableCell>
              <TableCell className="text-muted-foreground sm:whitespace-nowrap">{how}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
