import type { Db } from "../platform/db.ts";

const BLOCK = 200;
let spare: number[] = [];

interface ExecutionIds {
  /** @throws Error when more are taken than were reserved. */
  next(): number;
  /** Gives back what was not needed. */
  release(): void;
}

/**
 * Reserves ids for new executions. They are drawn in blocks, so that an execution and its visits, messages and timers
 * can be written in one statement; numbers that a crash loses are merely skipped.
 */
export async function reserveExecutionIds(db: Db, count: number): Promise<ExecutionIds> {
  const mine = spare.splice(0, count);
  if (mine.length < count) {
    const { rows } = await db.query<{ id: number }>("SELECT nextval('executions_id_seq') AS id FROM generate_series(1, $1)", [
      count - mine.length + BLOCK,
    ]);
    for (const row of rows) (mine.length < count ? mine : spare).push(row.id);
  }
  return {
    next() {
      const id = mine.shift();
      if (id === undefined) throw new Error("more execution ids were taken than reserved");
      return id;
    },
    release() {
      spare = [...mine.splice(0), ...spare];
    },
  };
}
