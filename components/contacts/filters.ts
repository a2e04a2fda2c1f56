import { type Query, queryText } from "#components/ui/query-text.ts";

/** What the list is narrowed to; it stands in the page's address. */
export interface Filters {
  search: string;
  /** Those who only tried a flow are among the others. */
  showsTests: boolean;
}

export const readFilters = (query: Query): Filters => ({ search: queryText(query, "q"), showsTests: queryText(query, "tests") === "1" });

/** The address of the list with these filters. */
export function addressOf({ search, showsTests }: Filters): string {
  const query = new URLSearchParams({ ...(search !== "" && { q: search }), ...(showsTests && { tests: "1" }) });
  return `/console/contacts${query.size === 0 ? "" : `?${query.toString()}`}`;
}

/** The same for the API. */
export const apiQuery = ({ search, showsTests }: Filters): { search?: string; is_test?: "false" } => ({
  ...(search === "" ? {} : { search }),
  ...(showsTests ? {} : { is_test: "false" }),
});
