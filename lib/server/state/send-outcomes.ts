/**
 * Telling a flow what became of the message that it waits for (`messages.wakes`). It is put into the mailbox by the very statement that
 * settles the message, so that neither is without the other; a second one would be for a visit that is over.
 */
import { RESCUE_TOKEN } from "#lib/engine/rescue.ts";
import type { SendOutcome } from "#lib/engine/types.ts";
import { appendSql } from "./entries.ts";

/** SQL: whether a status is Meta's last word for a flow. An `unknown` is, once its silence is over. */
export const isSettledSql = (status: string): string => `(${status} NOT IN ('queued', 'sending', 'unknown'))`;

/** SQL: whether a flow gets an event about its message: once where a visit waits, else only for a failure (`rescue.ts` in the engine). */
export const isToldSql = (message: { wakes: string; was: string; status: string }): string =>
  `(CASE ${message.wakes} WHEN '${RESCUE_TOKEN}' THEN ${message.status} = 'failed' AND ${message.was} <> 'failed'
      ELSE ${message.wakes} IS NOT NULL AND ${isSettledSql(message.status)} AND NOT ${isSettledSql(message.was)} END)`;

const said = (outcome: SendOutcome): string => `'${outcome}'`;

/** SQL: `SendOutcome` of the columns `status` and `error`. A status webhook's error has Meta's code alone, ours has its class too. */
const OUTCOME = `CASE status
  WHEN 'failed' THEN CASE WHEN error->>'class' = 'window' OR error->>'code' IN ('131047', '470') THEN ${said("window_closed")}
    ELSE ${said("refused")} END
  WHEN 'unknown' THEN ${said("unknown")} ELSE ${said("accepted")} END`;

/** SQL: puts the outcomes into their contacts' mailboxes; `from` gives contact_id, execution_id, wakes, status and error. */
export function tellSql(from: string): string {
  const payload = `jsonb_build_object('token', wakes, 'outcome', ${OUTCOME})`;
  return appendSql("message_settled", { payload, executionId: "execution_id", from });
}
