/** The outbox's hot statement, and the slow paths around it. */
import { RESCUE_TOKEN } from "#lib/engine/rescue.ts";
import type { Context } from "#lib/engine/types.ts";
import { attemptsAllowed, OPTED_OUT, retryDelaySeconds, WINDOW_CLOSED } from "#lib/whatsapp/graph/policy.ts";
import { WINDOW_MARGIN_SECONDS, WINDOW_SECONDS } from "#lib/engine/validate/window.ts";
import { isDataError, pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { emulator } from "../../platform/emulator.ts";
import { storedJson } from "../../platform/stored-json.ts";
import { REPORTING_WORDS } from "#lib/whatsapp/message-status.ts";
import type { SendResult } from "./graph-api.ts";
import type { SendResponse } from "./response.ts";
import { isToldSql, tellSql } from "../../state/send-outcomes.ts";

export interface ClaimedMessage {
  id: number;
  contact_id: number;
  /**
   * sending: ours to send · simulated, failed: settled by the claim · queued: to be looked at again after `wait_seconds`,
   * because it may not leave yet, or is in hand already
   */
  status: "sending" | "simulated" | "failed" | "queued";
  wait_seconds: number | null;
  /** Of one that failed by the claim: for what, as its error has it. */
  refused_for: "consent" | "window" | null;
  attempts: number;
  type: string;
  text: string;
  data: Context | null;
  /** The message of the contact's that it is to quote, by its wamid. */
  quotes: string | null;
  /** The token of the visit that waits for what becomes of it, or `RESCUE_TOKEN`. */
  wakes: string | null;
  wa_id: string | null;
  user_id: string | null;
  channel_id: number;
  /** What Meta is to echo in the message's statuses. */
  opaque: string;
  phone_number_id: string;
  access_token_encrypted: string | null;
}

export interface SettledMessage extends SendResult {
  message: ClaimedMessage;
}

/** After an unknown outcome the contact's later messages wait this long for Meta's status to tell what became of it. */
export const UNKNOWN_GRACE_SECONDS = 20;

interface ResultRow {
  id: number;
  /** Of its message; the contact may be another by now (`merge`). */
  channel_id: number;
  /** Which attempt this is the result of: a late one says nothing about the attempt that is under way now. */
  attempt: number;
  status: "sent" | "failed" | "queued" | "unknown";
  wamid: string | null;
  error: Context | null;
  answer: SendResponse | null;
  wait_seconds: number | null;
}

/** What an outcome makes of its message. */
export function toResult({ message, outcome, answer }: SettledMessage, random: number): ResultRow {
  const of = { id: message.id, channel_id: message.channel_id, attempt: message.attempts, answer };
  if (outcome.kind === "sent") return { ...of, status: "sent", wamid: outcome.wamid, error: null, wait_seconds: null };
  const error = { class: outcome.errorClass, code: outcome.code, title: outcome.title, details: outcome.details };
  if (outcome.kind === "unknown") return { ...of, status: "unknown", wamid: null, error, wait_seconds: UNKNOWN_GRACE_SECONDS };
  if (outcome.kind === "retry" && message.attempts < attemptsAllowed(outcome)) {
    return { ...of, status: "queued", wamid: null, error, wait_seconds: retryDelaySeconds(message.attempts, outcome, random) };
  }
  return { ...of, status: "failed", wamid: null, error, wait_seconds: null };
}

/**
 * Stores what became of the messages in hand and claims the next one of each contact, in one statement.
 * A contact's outbox moves in order and one at a time: only its oldest unsettled message can be claimed, and not while
 * that one is being sent, backs off, or is an unknown whose silence is not over. Behind one that is being sent whoever asks
 * has to look again: its sender looks for the next when it settles it, but may not see yet what is queued in that moment.
 * Results never overwrite what a status webhook already proved. A message to somebody who has opted out and written nothing since fails
 * here, and so does one whose customer service window (with a margin) has closed; a contact that we have never heard is left to Meta's
 * judgement, because its window may have been opened elsewhere.
 */
export async function recordResultsAndClaim(
  results: ResultRow[],
  contactIds: number[],
  claim: number | null = null,
): Promise<ClaimedMessage[]> {
  const { rows } = await pool().query<ClaimedMessage>({
    name: "settle-and-claim",
    text: SETTLE_AND_CLAIM,
    values: [storedJson(results), contactIds, claim, emulator() !== null],
  });
  return rows;
}

const SETTLE_AND_CLAIM = `
  WITH result AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (id bigint, channel_id int, attempt int, status text, wamid text, error jsonb,
      answer jsonb, wait_seconds float8)
  ), proved AS (
    -- Statuses can overtake the answer to the send that they speak of.
    SELECT DISTINCT ON (r.id) r.id, s.status FROM result r
    JOIN messages m ON m.id = r.id
    -- Row by row ("OFFSET 0") and by all columns of the key, for the reason below: an index by time would read all of the
    -- channel's statuses.
    CROSS JOIN LATERAL (
      SELECT status FROM message_status_events
      WHERE channel_id = m.channel_id AND wamid = r.wamid AND status IN (${REPORTING_WORDS.map((word) => `'${word}'`).join(", ")}) OFFSET 0
    ) s
    WHERE r.wamid IS NOT NULL ORDER BY r.id, siga_status_rank(s.status) DESC
  ), locked AS (
    -- "+ 0" here and below: rows are found by their id. Planned while the table is new, a channel's index would seem as good, and would
    -- read all of the channel's messages later.
    SELECT m.id, m.status AS was FROM messages m JOIN result r ON r.id = m.id AND r.channel_id = m.channel_id + 0
    ORDER BY m.id FOR NO KEY UPDATE OF m
  ), settled AS (
    UPDATE messages m SET
      status = CASE WHEN m.status NOT IN ('sending', 'unknown')
                      AND (r.status <> 'sent' OR siga_status_rank(m.status) >= siga_status_rank(r.status)) THEN m.status
                    WHEN siga_status_rank(p.status) > siga_status_rank(r.status)
                      THEN CASE p.status WHEN 'played' THEN 'read' ELSE p.status END
                    ELSE r.status END,
      wamid = coalesce(m.wamid, r.wamid),
      error = CASE WHEN r.status = 'sent' OR m.status NOT IN ('sending', 'unknown') THEN m.error ELSE r.error END,
      answer = r.answer,
      sent_at = coalesce(m.sent_at, CASE WHEN r.status = 'sent' THEN now() END),
      not_before = CASE WHEN m.status IN ('sending', 'unknown') THEN now() + make_interval(secs => r.wait_seconds) END
    FROM result r JOIN locked USING (id) LEFT JOIN proved p USING (id)
    -- That Meta took it is the truth whenever it is heard; anything else only of the attempt under way, also when that was
    -- taken for interrupted because the process or the database slept. Once its silence is over it is not sent again, because
    -- later messages may have gone past it. Where a status has already told more, only the answer is kept.
    WHERE m.id = r.id AND m.channel_id + 0 = r.channel_id
      AND CASE r.status WHEN 'sent' THEN m.status IN ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read')
                                        ELSE m.attempts = r.attempt AND (m.status IN ('sending', 'sent', 'delivered', 'read')
                                          OR (m.status = 'unknown' AND (m.not_before IS NOT NULL OR r.status = 'failed'))) END
    RETURNING m.id, m.status, m.contact_id, m.execution_id, m.wakes, m.error, was
  ), head AS (
    -- A number in doubt is not written to where there is another way: it may be somebody else's by now.
    SELECT h.*, CASE WHEN c.user_id IS NULL OR c.wa_id_at IS NOT NULL THEN c.wa_id END AS wa_id, c.user_id,
           ch.phone_number_id, ch.access_token_encrypted,
           -- For Meta, or for the emulated one, which needs no token of the channel's.
           ch.access_token_encrypted IS NOT NULL OR $4::boolean AS leaves,
           CASE h.status WHEN 'queued' THEN greatest(h.not_before, ch.paused_until) ELSE now() + interval '1 s' END AS wait_until,
           -- The emulated Meta keeps the window itself, by what it has seen.
           ch.access_token_encrypted IS NOT NULL
             AND c.last_inbound_at < now() - make_interval(secs => ${WINDOW_SECONDS - WINDOW_MARGIN_SECONDS}) AS window_closed,
           -- What was said with the opt-out, by the same commit, is its confirmation.
           c.is_silenced AND h.created_at IS DISTINCT FROM c.consent_at AS opted_out
    -- In order, so that two workers that claim for the same contacts wait for each other in one order.
    FROM (SELECT DISTINCT unnest($2::bigint[]) AS contact_id ORDER BY contact_id) AS wanted
    CROSS JOIN LATERAL (
      SELECT m.id, m.contact_id, m.channel_id, m.status, m.not_before, m.created_at FROM messages m
      WHERE m.contact_id = wanted.contact_id AND m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unknown')
        AND NOT (m.status = 'unknown' AND m.not_before IS NULL)
        -- The snapshot still has what was just settled.
        AND m.id NOT IN (SELECT id FROM settled WHERE status NOT IN ('queued', 'sending', 'unknown'))
      ORDER BY m.id LIMIT 1
    ) h
    JOIN contacts c ON c.id = h.contact_id
    JOIN channels ch ON ch.id = h.channel_id
    WHERE h.status <> 'unknown'
  ), claimed AS (
    UPDATE messages m SET
      status = CASE WHEN h.opted_out THEN 'failed' WHEN NOT h.leaves THEN 'simulated' WHEN h.window_closed THEN 'failed'
                    ELSE 'sending' END,
      error = CASE WHEN h.opted_out THEN '${JSON.stringify(OPTED_OUT)}'::jsonb
                   WHEN h.leaves AND h.window_closed THEN '${JSON.stringify(WINDOW_CLOSED)}'::jsonb END,
      opaque = coalesce(m.opaque, m.id || '.' || gen_random_uuid()),
      attempts = m.attempts + 1, sending_since = now(), claim = $3::bigint, not_before = NULL,
      sent_at = CASE WHEN NOT h.leaves AND NOT h.opted_out THEN now() END
    FROM head h
    WHERE m.id = h.id AND m.channel_id + 0 = h.channel_id AND m.status = 'queued' AND (h.wait_until IS NULL OR h.wait_until <= now())
    RETURNING m.id, m.contact_id, m.status, m.attempts, m.type, m.text, m.data, m.quotes, h.wa_id, h.user_id, m.channel_id, m.opaque,
      h.phone_number_id, h.access_token_encrypted, m.execution_id, m.wakes, m.error
  ), told AS (
    ${tellSql(`(
      SELECT contact_id, execution_id, wakes, status, error, was FROM settled
      UNION ALL SELECT contact_id, execution_id, wakes, status, error, 'queued' FROM claimed
    ) AS outcome WHERE ${isToldSql({ wakes: "wakes", was: "was", status: "status" })}`)}
  )
  SELECT id, contact_id, status, NULL::float8 AS wait_seconds, CASE status WHEN 'failed' THEN error->>'class' END AS refused_for,
    attempts, type, text, data, quotes, wakes, wa_id, user_id, channel_id, opaque, phone_number_id, access_token_encrypted
  FROM claimed
  UNION ALL
  SELECT id, contact_id, 'queued', extract(epoch FROM wait_until - now())::float8, NULL, 0, '', '', NULL, NULL, NULL, wa_id, user_id,
    channel_id, '', phone_number_id, NULL
  FROM head WHERE wait_until > now()`;

/** The same, when one result may be the fault of a batch: each is stored alone, and one that can't be, without its wamid and response. */
export async function recordResultsIsolated(
  results: ResultRow[],
  contactIds: number[],
  claim: number | null = null,
): Promise<ClaimedMessage[]> {
  try {
    return await recordResultsAndClaim(results, contactIds, claim);
  } catch (error) {
    if (!isDataError(error)) throw error;
  }
  const claimed: ClaimedMessage[] = [];
  for (const result of results) {
    try {
      claimed.push(...(await recordResultsAndClaim([result], [])));
    } catch (error) {
      if (!isDataError(error)) throw error;
      // Meta gave two messages one id, which should not happen; the message was sent all the same.
      claimed.push(...(await recordResultsAndClaim([{ ...result, wamid: null, answer: null }], [])));
    }
  }
  return [...claimed, ...(await recordResultsAndClaim([], contactIds, claim))];
}

/**
 * Puts back what a claim took although its response never came, or too late (the connection broke around the commit, the
 * process slept): nothing of it was handed to the network, so this is certain, where a look at the rows alone leaves them
 * `unknown`. One whose silence is over stays as it is: the contact's later messages may have gone past it.
 */
export async function releaseClaim(claim: number, contactIds: number[]): Promise<void> {
  await pool().query(
    `UPDATE messages SET status = 'queued', attempts = attempts - 1, sending_since = NULL, not_before = NULL, error = NULL
     WHERE contact_id = ANY($2::bigint[]) AND direction = 'outbound' AND claim = $1
       AND (status = 'sending' OR status = 'unknown' AND not_before IS NOT NULL)`,
    [claim, contactIds],
  );
}

/** A status that arrived sooner after a send says nothing of it: Meta's word of that one was still on its way. */
const SOONEST_STATUS_SECONDS = 1;

/**
 * Ends the wait for proof of these contacts' unknown messages. One is sent again, once, if silence means something:
 * other statuses of its channel arrived during it, so its own would have too. Not so those that came before or after,
 * when the web or the database may have been down in between. Else it stays `unknown`, for a person or a late status to
 * settle; a doubled message is worse than a visible doubt.
 */
export async function resolveUnknownSends(contactIds: number[]): Promise<void> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `WITH resolved AS (UPDATE messages m SET
       status = CASE WHEN resend THEN 'queued' ELSE m.status END,
       resends = m.resends + CASE WHEN resend THEN 1 ELSE 0 END,
       not_before = NULL
     FROM (
       SELECT id, resends = 0 AND EXISTS (SELECT FROM message_status_events s WHERE s.channel_id = u.channel_id
         AND s.received_at BETWEEN u.sending_since + make_interval(secs => $2) AND u.not_before) AS resend
       FROM messages u
       WHERE contact_id = ANY($1) AND direction = 'outbound' AND status = 'unknown' AND not_before <= now()
       ORDER BY id FOR NO KEY UPDATE
     ) AS silent
     WHERE m.id = silent.id
     RETURNING m.contact_id, m.execution_id, m.wakes, m.status, m.error)
     ${tellSql(`resolved WHERE wakes <> '${RESCUE_TOKEN}' AND status = 'unknown'`)} RETURNING contact_id`,
    [contactIds, SOONEST_STATUS_SECONDS],
  );
  await wakeTold(rows.map((row) => row.contact_id));
}

/** These contacts have a `message_settled` in their mailbox. Should this be lost, the sweep finds what lies there. */
export async function wakeTold(contactIds: readonly number[]): Promise<void> {
  if (contactIds.length > 0) await enqueue(pool(), "advance", [{ contactIds: [...new Set(contactIds)] }]);
}
