import { CONSENTS, LANGUAGE } from "#lib/engine/contact-fields/types.ts";
import { type Query, queryText } from "#components/ui/query-text.ts";

const HOURS = { "1h": 1, "24h": 24, "7d": 168, "30d": 720 } as const;
export const HEARD = ["any", "1h", "24h", "7d", "30d"] as const;
export const WINDOWS = ["any", "open", "closed"] as const;
export const BUSY = ["any", "in", "out"] as const;
export const CONSENT_FILTERS = ["any", ...CONSENTS, "unknown"] as const;

/** What the list is narrowed to; it stands in the page's address. */
export interface Filters {
  search: string;
  /** Who may be written to now. */
  window: (typeof WINDOWS)[number];
  /** Who is in a conversation with a flow. */
  busy: (typeof BUSY)[number];
  flowId: number | null;
  /** How long ago they last wrote, at most. */
  heard: (typeof HEARD)[number];
  consent: (typeof CONSENT_FILTERS)[number];
  /** "": any. */
  label: string;
  /** "": any; `pt` is all that begin so. */
  language: string;
  /** The key of a field that they have; "": any. */
  field: string;
  /** What stands in it; "": anything. */
  fieldValue: string;
  /** Those who only tried a flow are among the others. */
  showsTests: boolean;
}

export const NO_FILTERS: Filters = {
  ...{ search: "", window: "any", busy: "any", flowId: null, heard: "any" },
  ...{ consent: "any", label: "", language: "", field: "", fieldValue: "" },
  showsTests: false,
};

/** Reads the address; what it cannot mean is left out. */
export function readFilters(query: Query): Filters {
  const text = (name: string) => queryText(query, name);
  return {
    search: text("q"),
    window: WINDOWS.find((each) => each === text("window")) ?? "any",
    busy: BUSY.find((each) => each === text("conversation")) ?? "any",
    flowId: /^[1-9]\d{0,8}$/.test(text("flow_id")) ? Number(text("flow_id")) : null,
    heard: HEARD.find((each) => each === text("heard")) ?? "any",
    consent: CONSENT_FILTERS.find((each) => each === text("consent")) ?? "any",
    label: text("label").slice(0, 100).trim(),
    language: LANGUAGE.test(text("language")) && text("language").length <= 35 ? text("language") : "",
    field: text("field").slice(0, 200),
    fieldValue: text("field") === "" ? "" : text("value").slice(0, 1_000),
    showsTests: text("tests") === "1",
  };
}

/** The address of the list with these filters. */
export function addressOf({ search, window, busy, flowId, heard, showsTests, ...known }: Filters): string {
  const query = new URLSearchParams({
    ...(search !== "" && { q: search }),
    ...(window !== "any" && { window }),
    ...(busy !== "any" && { conversation: busy }),
    ...(flowId !== null && { flow_id: String(flowId) }),
    ...(heard !== "any" && { heard }),
    ...knownQuery(known, "value"),
    ...(showsTests && { tests: "1" }),
  });
  return `/console/contacts${query.size === 0 ? "" : `?${query.toString()}`}`;
}

/** The same for the API; how long ago is counted from `now`, milliseconds since 1970. */
export const apiQuery = ({ search, window, busy, flowId, heard, showsTests, ...known }: Filters, now: number): Record<string, string> => ({
  ...(search !== "" && { search }),
  ...(window !== "any" && { window_open: String(window === "open") }),
  ...(busy !== "any" && { in_conversation: String(busy === "in") }),
  ...(flowId !== null && { flow_id: String(flowId) }),
  ...(heard !== "any" && { heard_since: new Date(now - HOURS[heard] * 3_600_000).toISOString() }),
  ...knownQuery(known, "field_value"),
  ...(!showsTests && { is_test: "false" }),
});

type Known = Pick<Filters, "consent" | "label" | "language" | "field" | "fieldValue">;

function knownQuery({ consent, label, language, field, fieldValue }: Known, valueName: string): Record<string, string> {
  return {
    ...(consent !== "any" && { consent }),
    ...(label !== "" && { label }),
    // What is typed may be no language yet.
    ...(LANGUAGE.test(language) && { language }),
    ...(field !== "" && { field }),
    ...(field !== "" && fieldValue !== "" && { [valueName]: fieldValue }),
  };
}

export const isNarrowed = (filters: Filters): boolean => addressOf({ ...filters, showsTests: false }) !== addressOf(NO_FILTERS);
