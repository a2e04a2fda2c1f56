import { addressOf as executionsAddress, apiQuery, type Filters, NO_FILTERS, readFilters } from "#components/executions/filters.ts";
import { type Query, queryText } from "#components/ui/query-text.ts";

/** What a flow's answers are narrowed to; it stands in the page's address. */
export type AnswersFilters = Pick<Filters, "statuses" | "showsTests" | "period" | "from" | "to"> & { version: number | null };

export const NO_ANSWERS_FILTERS: AnswersFilters = { ...pick(NO_FILTERS), version: null };

/** Reads the address; what it cannot mean is left out. */
export function readAnswersFilters(query: Query): AnswersFilters {
  const version = queryText(query, "version");
  return { ...pick(readFilters(query)), version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null };
}

/** The address of a flow's answers with these filters. */
export function answersAddress(flowId: number, { version, ...filters }: AnswersFilters): string {
  const query = new URLSearchParams(executionsAddress({ ...NO_FILTERS, ...filters }).split("?")[1]);
  if (version !== null) query.set("version", String(version));
  return `/console/flows/${flowId}/answers${query.size === 0 ? "" : `?${query.toString()}`}`;
}

/** The same for the API; see `apiQuery`. */
export const answersApiQuery = ({ version, ...filters }: AnswersFilters, now: number): Record<string, string> => ({
  ...apiQuery({ ...NO_FILTERS, ...filters }, now),
  ...(version === null ? {} : { version: String(version) }),
});

function pick({ statuses, showsTests, period, from, to }: Filters): Omit<AnswersFilters, "version"> {
  return { statuses, showsTests, period, from, to };
}
