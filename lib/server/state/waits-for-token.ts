/** SQL: whether a frame of the execution with this state waits with this token; the one that acts, or one under it. */
export const waitsForTokenSql = (state: string, token: string): string =>
  `(${state} #>> '{waitingFor,token}' = ${token} OR ${waitsBelowSql(state, token)})`;

/** SQL: the same of the frames under the one that acts. Null where there are none. */
export const waitsBelowSql = (state: string, token: string): string =>
  `${state} -> 'below' @> jsonb_build_array(jsonb_build_object('waitingFor', jsonb_build_object('token', ${token})))`;
