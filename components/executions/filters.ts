import { type Query, queryText } from "#components/ui/query-text.ts";
import { EXECUTION_STATUSES, type ExecutionStatus, isOpen } from "#lib/engine/status.ts";

/** Hours back from now; `any` and `custom` have none. */
const HOURS = { "1h": 1, "24h": 24, "7d": 168, "30d": 720 } as const;
export const PERIODS = ["any", "1h", "24h", "7d", "30d", "custom"] as const;
export type Period = (typeof PERIODS)[number];

/** What the list is narrowed to; it stands in the page's address. */
export interface Filters {
  search: string;
  flowId: number | null;
  contactId: number | null;
  statuses: readonly ExecutionStatus[];
  /** Those of people who only tried a flow are among the others. */
  showsTests: boolean;
  period: Period;
  /** Days as `2026-11-23`, both within the period; for `custom`. */
  from: string;
  to: string;
}

export const NO_FILTERS: Filters = {
  search: "",
  flowId: null,
  contactId: null,
  statuses: [],
  showsTests: false,
  period: "any",
  from: "",
  to: "",
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** Reads the address; what it cannot mean is left out. */
export function readFilters(query: Query): Filters {
  const text = (name: string) => queryText(query, name);
  const id = (name: string): number | null => (/^[1-9]\d{0,8}$/.test(text(name)) ? Number(text(name)) : null);
  const day = (name: string): string => (isDay(text(name)) ? text(name) : "");
  const given = text("status").split(",");
  const period = PERIODS.find((each) => each === text("period")) ?? (day("from") + day("to") === "" ? "any" : "custom");
  return {
    search: text("q"),
    flowId: id("flow_id"),
    contactId: id("contact_id"),
    statuses: EXECUTION_STATUSES.filter((status) => given.includes(status) || (given.includes("open") && isOpen(status))),
    showsTests: text("tests") === "1",
    period,
    from: period === "custom" ? day("from") : "",
    to: period === "custom" ? day("to") : "",
  };
}

/** The address of the list with these filters. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  if (filters.search !== "") query.set("q", filters.search);
  if (filters.flowId !== null) query.set("flow_id", String(filters.flowId));
  if (filters.contactId !== null) query.set("contact_id", String(filters.contactId));
  if (filters.statuses.length > 0) query.set("status", filters.statuses.join(","));
  if (filters.showsTests) query.set("tests", "1");
  if (filters.period !== "any") query.set("period", filters.period);
  if (filters.period === "custom" && filters.from !== "") query.set("from", filters.from);
  if (filters.period === "custom" && filters.to !== "") query.set("to", filters.to);
  return `/console/executions${query.size === 0 ? "" : `?${query.toString()}`}`;
}

/**
 * The same for the API. Days are those of the reader's clock, which `dayStart` knows (milliseconds since 1970 of a day's
 * first moment); a relative period is counted from `now`.
 */
export function apiQuery(
  filters: Filters,
  now: number,
  dayStart: (day: string) => number = (day) => new Date(`${day}T00:00`).getTime(),
): Record<string, string> {
  const iso = (at: number) => new Date(at).toISOString();
  const dayAfter = (day: string) => iso(dayStart(day) + 24 * 3_600_000);
  return {
    ...(filters.search === "" ? {} : { search: filters.search }),
    ...(filters.flowId === null ? {} : { flow_id: String(filters.flowId) }),
    ...(filters.contactId === null ? {} : { contact_id: String(filters.contactId) }),
    // Whose conversations one has asked for is shown, whoever it is.
    ...(filters.showsTests || filters.contactId !== null ? {} : { is_test: "false" }),
    ...(filters.statuses.length === 0 ? {} : { status: filters.statuses.join(",") }),
    ...(filters.period in HOURS ? { from: iso(now - HOURS[filters.period as keyof typeof HOURS] * 3_600_000) } : {}),
    ...(filters.from === "" ? {} : { from: iso(dayStart(filters.from)) }),
    ...(filters.to === "" ? {} : { to: dayAfter(filters.to) }),
  };
}
