/** A page's query, as Next gives it. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** One text of it, of a bounded length; empty where there is none or several. */
export function queryText(query: Query, name: string): string {
  const value = query[name];
  return typeof value === "string" ? value.slice(0, 200).trim() : "";
}
