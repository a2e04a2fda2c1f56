import { type Query, queryText } from "#components/ui/query-text.ts";

/** What the audit log can be narrowed to: types of objects, as they are recorded. */
export const AUDIT_TYPES = [
  "all",
  "flow",
  "execution",
  "contact",
  "channel",
  "user",
  "api_token",
  "secret",
  "permission",
  "settings",
] as const;
type AuditType = (typeof AUDIT_TYPES)[number];

/** Hours back from now. */
const HOURS = { any: null, "24h": 24, "7d": 168, "30d": 720 } as const;
export const AUDIT_PERIODS = ["any", "24h", "7d", "30d"] as const;
type AuditPeriod = (typeof AUDIT_PERIODS)[number];

/** What the log is narrowed to; it stands in the page's address. */
export interface AuditFilters {
  search: string;
  /** `user:1`; empty: anybody. */
  who: string;
  type: AuditType;
  period: AuditPeriod;
}

export const NO_AUDIT_FILTERS: AuditFilters = { search: "", who: "", type: "all", period: "any" };

/** Reads the address; what it cannot mean is left out. */
export function readAuditFilters(query: Query): AuditFilters {
  const text = (name: string) => queryText(query, name);
  return {
    search: text("q"),
    who: /^[a-z]+(:\d{1,9})?$/.test(text("who")) ? text("who") : "",
    type: AUDIT_TYPES.find((each) => each === text("type")) ?? "all",
    period: AUDIT_PERIODS.find((each) => each === text("period")) ?? "any",
  };
}

/** The address of the log with these filters. */
export function auditAddress({ search, who, type, period }: AuditFilters): string {
  const query = new URLSearchParams({
    ...(search === "" ? {} : { q: search }),
    ...(who === "" ? {} : { who }),
    ...(type === "all" ? {} : { type }),
    ...(period === "any" ? {} : { period }),
  });
  return `/console/settings/audit${query.size === 0 ? "" : `?${query.toString()}`}`;
}

/** The same for the server. */
export function auditQueryOf({ search, who, type, period }: AuditFilters): {
  search?: string;
  actor?: string;
  object_type?: string;
  hours?: number;
} {
  const hours = HOURS[period];
  return {
    ...(search === "" ? {} : { search }),
    ...(who === "" ? {} : { actor: who }),
    ...(type === "all" ? {} : { object_type: type }),
    ...(hours === null ? {} : { hours }),
  };
}
