import { CALL_TYPE } from "#lib/engine/triggers/match.ts";
import type { CallItem } from "#lib/whatsapp/calls.ts";
import type { InboundItem } from "#lib/whatsapp/inbound/read-message.ts";
import { turnOf } from "#lib/whatsapp/inbound/turn.ts";
import { triggersInForce } from "../flows/triggers.ts";
import { pool } from "../platform/db.ts";

/**
 * Calls that nobody took as messages without words, where a flow begins with them: so each is stored, shown and handed on once, however
 * often Meta reports it. Elsewhere a call makes nobody a contact.
 */
export async function missedCalls(calls: readonly CallItem[]): Promise<InboundItem[]> {
  const missed = calls.flatMap(({ missedId, ...call }) => (missedId === null ? [] : [{ ...call, wamid: missedId }]));
  if (missed.length === 0) return [];
  const { types } = await triggersInForce(pool());
  if (!types.has("missed_call")) return [];
  const said = { type: CALL_TYPE, text: "", data: {} };
  return missed.map(({ at, ...call }) => ({ ...call, ...said, profileName: null, sentAt: at, change: null, turn: turnOf(said) }));
}
