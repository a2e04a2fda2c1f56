import type { MatchTriggersBody, MatchTriggersResponse } from "#lib/api/triggers.ts";
import { isQuiet, LEFT_REASON } from "#lib/engine/after-end.ts";
import { canInterrupt } from "#lib/engine/interrupt.ts";
import { CALL_TYPE, type Heard, interrupting, matchTriggers, TEMPLATE_TAP_TYPE, type TriggerMatch } from "#lib/engine/triggers/match.ts";
import type { ExecutionState, FlowSettings, IncomingMessage } from "#lib/engine/types.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { defaultFlowSql } from "../../flows/default-flow.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { invalidField, notFound } from "../../platform/api-error.ts";
import { pool } from "../../platform/db.ts";
import { cameToItsEndSql, lastExecutionSql } from "../../state/last-execution.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { flowsByVersion } from "../../flows/flow-names.ts";

type Default = { flow_id: number; flow_name: string } | null;

interface Situation {
  channel: string;
  byDefault: Default;
  /** Null: nothing is open. `state` null: something is, nobody says what. */
  open: { id: number | null; state: ExecutionState | null } | null;
  isQuiet: boolean;
  isFirst: boolean;
}

/**
 * What a message would begin, by the functions that messages go through; nothing is started.
 * @throws ApiError 403 (a contact, by who may not read them), 404 (no such contact), 422 (no such channel)
 */
export async function matchTriggersFor(actor: Actor, body: MatchTriggersBody): Promise<MatchTriggersResponse> {
  allow(actor, "flows:read");
  const { triggers } = await triggersInForce(pool());
  const situation = body.contact_id === undefined ? await ofChannel(body) : await ofContact(actor, body.contact_id);
  const { channel, open } = situation;
  const message = messageOf(body);
  const onlyFlow = channel.startsWith(SIMULATOR_PREFIX) ? Number(channel.slice(SIMULATOR_PREFIX.length)) : undefined;
  const heard: Heard = { message, isFirst: situation.isFirst || body.kind === "first_message", channel, onlyFlow };
  const matches = matchTriggers(triggers, heard);
  const found = winner(matches, message, open);
  const { outcome, byDefault } = outcomeOf(found, situation, message);
  const names = await flowsByVersion(matches);
  const told = ({ flowId, flowVersionId, trigger, by }: TriggerMatch) => ({
    flow_id: flowId,
    flow_name: names.get(flowVersionId)?.name ?? "",
    trigger,
    by,
  });
  return {
    outcome,
    starts: found ? told(found) : byDefault && { ...byDefault, trigger: null, by: null },
    open_execution_id: open?.id ?? null,
    others: matches.filter((match) => match !== found).map(told),
  };
}

function winner(matches: TriggerMatch[], message: IncomingMessage, open: Situation["open"]): TriggerMatch | undefined {
  if (open === null) return matches[0];
  const { state } = open;
  if (state?.status === "handoff") return undefined;
  return interrupting(matches, message, (match) => state === null || match.trigger.on_open !== "suspend" || canInterrupt(state, match));
}

function outcomeOf(
  found: TriggerMatch | undefined,
  { open, isQuiet: quiet, byDefault }: Situation,
  message: IncomingMessage,
): { outcome: MatchTriggersResponse["outcome"]; byDefault: Default } {
  if (found !== undefined) return { outcome: "trigger", byDefault: null };
  if (open !== null) return { outcome: open.state?.status === "handoff" ? "person" : "open", byDefault: null };
  if (quiet) return { outcome: "quiet", byDefault: null };
  return byDefault === null || message.type === CALL_TYPE ? { outcome: "nothing", byDefault: null } : { outcome: "default", byDefault };
}

function messageOf({ kind, text, source_id }: MatchTriggersBody): IncomingMessage {
  const id = "match";
  switch (kind) {
    case "missed_call":
      return { id, type: CALL_TYPE, text: "" };
    case "referral":
      return { id, type: "text", text, data: { referral: source_id === undefined ? {} : { source_id } } };
    case "template_reply":
      return { id, type: TEMPLATE_TAP_TYPE, text, data: { payload: text } };
    default:
      return { id, type: "text", text };
  }
}

interface ChannelRow {
  channel: string;
  flow_id: number | null;
  flow_name: string;
}

const CHANNEL = `ch.phone_number_id AS channel, f.id AS flow_id, f.name AS flow_name`;
const DEFAULT = `LEFT JOIN flows f ON f.id = ${defaultFlowSql("ch")} AND f.archived_at IS NULL AND f.published_version_id IS NOT NULL`;

const defaultOf = ({ flow_id, flow_name }: ChannelRow): Default => (flow_id === null ? null : { flow_id, flow_name });

async function ofChannel({ channel_id: id, open = false }: MatchTriggersBody): Promise<Situation> {
  // SQL, because Prisma cannot fall back from one column to another.
  const { rows } = await pool().query<ChannelRow>(
    `SELECT ${CHANNEL} FROM channels ch ${DEFAULT}
     WHERE ch.status = 'active' AND CASE WHEN $1::int IS NULL THEN NOT ${isTestChannelSql("ch")} ELSE ch.id = $1 END
     ORDER BY ch.access_token_encrypted IS NULL, ch.id LIMIT 1`,
    [id ?? null],
  );
  const [row] = rows;
  if (row === undefined && id !== undefined)
    throw invalidField(["channel_id"], `There is no active channel ${id}. GET /api/v1/channels lists those there are.`);
  return {
    channel: row?.channel ?? "",
    byDefault: row === undefined ? null : defaultOf(row),
    open: open ? { id: null, state: null } : null,
    isQuiet: false,
    isFirst: false,
  };
}

interface ContactRow extends ChannelRow {
  is_first: boolean;
  execution_id: number | null;
  state: ExecutionState | null;
  ended_at: Date | null;
  settings: FlowSettings | null;
}

async function ofContact(actor: Actor, id: number): Promise<Situation> {
  allow(actor, "contacts:read");
  // SQL, as the load of an advance reads the same.
  const { rows } = await pool().query<ContactRow>(
    `SELECT ${CHANNEL}, NOT EXISTS (SELECT FROM messages WHERE contact_id = c.id AND direction = 'inbound') AS is_first,
       e.id AS execution_id, e.state, last.ended_at, v.graph -> 'settings' AS settings
     FROM contacts c JOIN channels ch ON ch.id = c.channel_id ${DEFAULT}
     LEFT JOIN LATERAL (SELECT id, state FROM executions WHERE contact_id = c.id AND status IN ${OPEN_STATUSES_SQL} OFFSET 0) e ON true
     LEFT JOIN LATERAL (
       ${lastExecutionSql("e.id IS NULL AND contact_id = c.id", "flow_version_id, ended_at, status, reason")}
     ) last ON ${cameToItsEndSql("last", "$2")}
     LEFT JOIN flow_versions v ON v.id = last.flow_version_id
     WHERE c.id = $1`,
    [id, LEFT_REASON],
  );
  const [row] = rows;
  if (row === undefined) throw notFound(`There is no contact ${id}. GET /api/v1/contacts lists those there are.`);
  const { channel, execution_id, state, ended_at: endedAt, settings } = row;
  return {
    channel,
    byDefault: defaultOf(row),
    open: execution_id === null ? null : { id: execution_id, state },
    isQuiet: endedAt !== null && isQuiet(settings ?? undefined, endedAt.getTime(), Date.now()),
    isFirst: row.is_first,
  };
}
