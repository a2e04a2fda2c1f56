/** What a server action returns: a value, or a refusal that the page can show. */
export type ActionResult<Value> = { ok: true; value: Value } | { ok: false; problem: ActionProblem };

export interface ActionProblem {
  /** Tells the case: `unauthorized`, `forbidden`, `archived` ... */
  code: string;
  /** In English, as the API words it. */
  detail: string;
  /** By the name of the form's field. */
  fields: Record<string, string>;
  /** Why, where the catalogue may know it, by the name of the form's field. */
  reasons: Record<string, { code: string; params: Record<string, unknown> }>;
}
