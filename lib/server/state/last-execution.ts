/**
 * SQL: of a contact's executions the one that began last; `where` says whose. Not the one with the highest id: ids are drawn in blocks by
 * each process, and by a request ahead of what it starts, so of two executions the later one may have the lower id.
 */
export const lastExecutionSql = (where: string, columns: string): string =>
  `SELECT ${columns} FROM executions WHERE ${where} ORDER BY started_at DESC, id DESC LIMIT 1`;
