import { AuditList } from "#components/settings/audit-list.tsx";
import { AUDIT_TYPES } from "#components/settings/audit-types.ts";
import { Forbidden } from "#components/shell/forbidden.tsx";
import { getT } from "#lib/i18n/server.ts";
import { readAuditLog } from "#server/audit-log/read-audit";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { load } from "./actions.ts";

export default async function AuditLogPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { actor } = await requirePageUser();
  if (!may(actor, "audit:read")) return <Forbidden t={await getT()} />;
  const wanted = (await searchParams)["type"];
  const type = AUDIT_TYPES.find((each) => each === wanted) ?? "all";
  return <AuditList key={type} type={type} page={await readAuditLog(actor, type === "all" ? {} : { object_type: type })} load={load} />;
}
