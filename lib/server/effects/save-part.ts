import type { ConsentTurn } from "#lib/engine/consent.ts";
import type { ExecutionChange, MailboxContact } from "#lib/engine/mailbox.ts";
import type { Db } from "../platform/db.ts";

/** A change with whose it is. */
export type Change = ExecutionChange & { contact: Pick<MailboxContact, "rescueVersion"> & { id: number; channelId: number } };

/** What is written of a contact beside their executions. */
export interface ContactTurn {
  contact: Change["contact"];
  consent?: ConsentTurn;
}

/** What an effect writes inside the commit: a part of the one statement that saves a batch (`advance/save.ts`). */
export interface SavePart {
  /** The name of its common table expression: not that of the table. */
  name: string;
  /** Its rows, of all changes and turns of a batch. */
  rows(changes: readonly Change[], turns: readonly ContactTurn[]): object[];
  /** The expression's SQL; `parameter` holds the rows as a JSON array. */
  sql(parameter: string): string;
  /** What else belongs into the same transaction, knowing what `returns` (SQL of one JSON value) gave. */
  after?: { returns: string; run(db: Db, returned: unknown): Promise<void> };
}
