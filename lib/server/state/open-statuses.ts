import { OPEN_STATUSES } from "#lib/engine/status.ts";

/** SQL: `status IN ${OPEN}` holds for executions that have not ended. Written out, because the partial indexes are found by it. */
export const OPEN_STATUSES_SQL = `(${OPEN_STATUSES.map((status) => `'${status}'`).join(", ")})`;
