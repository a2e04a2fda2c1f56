import { RetentionForm } from "#components/settings/retention-form.tsx";
import { Section } from "#components/settings/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RETENTION } from "#lib/api/retention.ts";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { getRetention } from "#server/services/retention/settings";
import { save } from "./actions.ts";

export default async function RetentionPage() {
  const { actor } = await requirePageUser();
  const [t, values] = await Promise.all([getT(), getRetention(actor)]);
  return (
    <Section title={t("settings.retentionTitle")} description={t("settings.retentionText")}>
      {may(actor, "retention:write") ? (
        <RetentionForm values={values} rules={RETENTION} save={save} />
      ) : (
        <Table>
          <TableHeader>
            <tr>
              <TableHead>{t("settings.retentionWhat")}</TableHead>
              <TableHead>{t("settings.retentionHow")}</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {Object.entries(values).map(([kind, count]) => (
              <TableRow key={kind}>
                <TableCell>{t.maybe(`settings.retention_${kind}`) ?? kind}</TableCell>
                <TableCell className="text-muted-foreground sm:whitespace-nowrap">
                  {count === null ? t("settings.retentionForever") : t("settings.retentionDays", { count })}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}
