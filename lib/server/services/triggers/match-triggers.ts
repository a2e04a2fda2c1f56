import type { MatchTriggersBody, MatchTriggersResponse } from "#lib/api/triggers.ts";
import type { Quiet } from "#lib/api/quiet.ts";
import { type CompiledFlow, withFlows } from "#lib/engine/compile.ts";
import { type ConsentWords, followConsent } from "#lib/engine/consent.ts";
import { versionsOfFrames } from "#lib/engine/frames.ts";
import { interruptingTrigger } from "#lib/engine/interrupt.ts";
import { isLeaving } from "#lib/engine/leave-words.ts";
import { isShownChoice } from "#lib/engine/shown-choices.ts";
import { CALL_TYPE, type Heard, interrupting, matchTriggers, TEMPLATE_TAP_TYPE, type TriggerMatch } from "#lib/engine/triggers/match.ts";
import type { Event, ExecutionState, IncomingMessage } from "#lib/engine/types.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { compiledVersion, loadVersions } from "../../advance/versions.ts";
import { readQuiet } from "../../contacts/quiet.ts";
import { defaultFlowSql } from "../../flows/default-flow.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { invalidField, notFound } from "../../platform/api-error.ts";
import { pool } from "../../platform/db.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { flowsByVersion } from "../../flows/flow-names.ts";

interface Situation {
  channel: string;
  byDefault: { flow_id: number; flow_name: string } | null;
  consentWords: ConsentWords;
  /** Null: nothing is open. */
  open: Open | null;
  quiet: Quiet | null;
  isFirst: boolean;
}

interface Open {
  /** Null: it is supposed to be there, and nobody says where it is. */
  known: { id: number; flow: CompiledFlow; state: ExecutionState } | null;
}

type Outcome = MatchTriggersResponse["outcome"];

/**
 * What a message would begin, by the functions that messages go through; nothing is started.
 * @throws ApiError 403 (a contact, by who may not read them), 404 (no such contact), 422 (no such channel)
 */
export async function matchTriggersFor(actor: Actor, body: MatchTriggersBody): Promise<MatchTriggersResponse> {
  allow(actor, "flows:read");
  const { triggers } = await triggersInForce(pool());
  const situation = body.contact_id === undefined ? await ofChannel(body) : await ofContact(actor, body.contact_id);
  const { channel, open, quiet } = situation;
  const message = messageOf(body);
  const onlyFlow = channel.startsWith(SIMULATOR_PREFIX) ? Number(channel.slice(SIMULATOR_PREFIX.length)) : undefined;
  const heard: Heard = { message, isFirst: situation.isFirst || body.kind === "first_message", channel, onlyFlow };
  const matches = matchTriggers(triggers, heard);
  const isConsent = saysConsent(situation, message);
  const found = isConsent ? undefined : winner(matches, message, open);
  const outcome = isConsent ? "consent" : outcomeOf(found, situation, message);
  const byDefault = outcome === "default" ? situation.byDefault : null;
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
    open_execution_id: open?.known?.id ?? null,
    quiet: outcome === "quiet" || outcome === "trigger" ? quiet : null,
    others: matches.filter((match) => match !== found).map(told),
  };
}

function winner(matches: TriggerMatch[], message: IncomingMessage, open: Open | null): TriggerMatch | undefined {
  if (open === null) return matches[0];
  if (open.known === null) return interrupting(matches, message);
  const { flow, state } = open.known;
  return state.status === "handoff" ? undefined : interruptingTrigger(flow, state, { id: Infinity, message }, matches);
}

const receivedOf = (message: IncomingMessage) => ({ type: "message_received", at: Date.now(), message }) satisfies Event;

function saysConsent({ consentWords, open }: Situation, message: IncomingMessage): boolean {
  const { known } = open ?? { known: null };
  const { saidIn } = followConsent({ consentWords }, () => known?.flow ?? NO_FLOW);
  return saidIn(receivedOf(message), known && { flowVersionId: 0, state: known.state }) !== null;
}

const NO_FLOW: CompiledFlow = { start: null, nodes: new Map() };

function outcomeOf(found: TriggerMatch | undefined, { open, quiet, byDefault }: Situation, message: IncomingMessage): Outcome {
  if (found !== undefined) return "trigger";
  if (open !== null) return open.known === null ? "open" : outcomeIn(open.known, message);
  if (quiet !== null) return "quiet";
  return byDefault === null || message.type === CALL_TYPE ? "nothing" : "default";
}

function outcomeIn({ flow, state }: NonNullable<Open["known"]>, message: IncomingMessage): Outcome {
  if (state.status === "handoff") return "person";
  if (isLeaving(flow, state, receivedOf(message))) return "leaves";
  return message.type === "text" && isShownChoice(flow, state, message.text) ? "choice" : "open";
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
  opt_out_words: string[];
  opt_in_words: string[];
}

const CHANNEL = `ch.phone_number_id AS channel, f.id AS flow_id, f.name AS flow_name, ch.opt_out_words, ch.opt_in_words`;
const DEFAULT = `LEFT JOIN flows f ON f.id = ${defaultFlowSql("ch")} AND f.archived_at IS NULL AND f.published_version_id IS NOT NULL`;

const ofRow = ({ channel, flow_id, flow_name, opt_out_words: optOut, opt_in_words: optIn }: ChannelRow) => ({
  channel,
  byDefault: flow_id === null ? null : { flow_id, flow_name },
  consentWords: { optOut, optIn, optOutReply: null, optInReply: null },
});

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
  const found = row ?? { channel: "", flow_id: null, flow_name: "", opt_out_words: [], opt_in_words: [] };
  return { ...ofRow(found), open: open ? { known: null } : null, quiet: null, isFirst: false };
}

interface ContactRow extends ChannelRow {
  is_first: boolean;
  execution_id: number | null;
  flow_version_id: number;
  state: ExecutionState;
}

async function ofContact(actor: Actor, id: number): Promise<Situation> {
  allow(actor, "contacts:read");
  // SQL, as the load of an advance reads the same.
  const { rows } = await pool().query<ContactRow>(
    `SELECT ${CHANNEL}, NOT EXISTS (SELECT FROM messages WHERE contact_id = c.id AND direction = 'inbound') AS is_first,
       e.id AS execution_id, e.flow_version_id, e.state
     FROM contacts c JOIN channels ch ON ch.id = c.channel_id ${DEFAULT}
     LEFT JOIN executions e ON e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL}
     WHERE c.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw notFound(`There is no contact ${id}. GET /api/v1/contacts lists those there are.`);
  const quiet = (await readQuiet([id])).get(id) ?? null;
  return { ...ofRow(row), open: await openOf(row), quiet, isFirst: row.is_first };
}

async function openOf({ execution_id: id, flow_version_id: version, state }: ContactRow): Promise<Open | null> {
  if (id === null) return null;
  await loadVersions(pool(), [version, ...versionsOfFrames(state)]);
  return { known: { id, flow: withFlows(compiledVersion(version), { published: () => null, version: compiledVersion }), state } };
}
