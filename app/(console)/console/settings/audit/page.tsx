import { auditQueryOf, readAuditFilters } from "#components/settings/audit-filters.ts";
import { AuditList } from "#components/settings/audit-list.tsx";
import { Forbidden } from "#components/shell/forbidden.tsx";
import type { Query } from "#components/ui/query-text.ts";
import { getT } from "#lib/i18n/server.ts";
import { listAuditActors, readAuditLog } from "#server/services/audit-log/read-audit";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { load } from "./actions.ts";

export default async function AuditLogPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  if (!may(actor, "audit:read")) return <Forbidden t={await getT()} />;
  const filters = readAuditFilters(await searchParams);
  const [page, actors] = await Promise.all([readAuditLog(actor, auditQueryOf(filters)), listAuditActors(actor)]);
  return <AuditList filters={filters} page={page} actors={actors} load={load} />;
}
