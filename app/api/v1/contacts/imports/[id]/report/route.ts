import { importReportContract } from "#lib/api/contact-imports.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { importReport } from "#server/services/contact-imports/report";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(importReportContract, ({ actor, params, query, signal }) => importReport(actor, params.id, query.language ?? "pt-BR", signal)),
});
