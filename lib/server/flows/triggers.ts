import { compileTriggers, NO_TRIGGERS, type Triggers } from "#lib/engine/triggers/match.ts";
import type { Trigger, TriggerType } from "#lib/engine/trigger-types.ts";
import type { Db } from "../platform/db.ts";

/** The triggers of all live flows, as this process knows them; `revision` of `live_flows` says whether that is what there is. */
interface InForce {
  revision: number;
  triggers: Triggers;
  types: ReadonlySet<TriggerType>;
}

let known: InForce = { revision: NaN, triggers: NO_TRIGGERS, types: new Set() };
/** Versions never change, so each is asked once. Those that are not live any more are forgotten with the next change. */
let ofVersions: ReadonlyMap<number, readonly Trigger[]> = new Map();

/** What this process knew last, which may be old. */
export const knownTriggers = (): InForce => known;

/**
 * The triggers of the live flows. `revision` is what the caller has read of `live_flows`, in a statement of its own: nothing is asked
 * while that is what is known, so a message costs no round trip more. Without it the database is asked.
 */
export async function triggersInForce(db: Db, revision?: number): Promise<InForce> {
  if (revision !== undefined && revision === known.revision) return known;
  // SQL, because one statement is to see the count and the flows of one moment.
  const { rows } = await db.query<{ revision: number; flow_id: number | null; version_id: number }>(
    `SELECT l.revision, f.id AS flow_id, f.published_version_id AS version_id
     FROM live_flows l LEFT JOIN flows f ON f.archived_at IS NULL AND f.published_version_id IS NOT NULL`,
  );
  const now = rows[0]?.revision ?? NaN;
  if (now === known.revision) return known;
  const live = rows.flatMap(({ flow_id: flowId, version_id: flowVersionId }) => (flowId === null ? [] : [{ flowId, flowVersionId }]));
  const versions = await withMissing(
    db,
    live.map(({ flowVersionId }) => flowVersionId),
  );
  const entries = live.flatMap((flow) => (versions.get(flow.flowVersionId) ?? []).map((trigger) => ({ ...flow, trigger })));
  ofVersions = versions;
  known = { revision: now, triggers: compileTriggers(entries), types: new Set(entries.map(({ trigger }) => trigger.type)) };
  return known;
}

async function withMissing(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Trigger[]>> {
  const missing = ids.filter((id) => !ofVersions.has(id));
  const { rows } =
    missing.length === 0
      ? { rows: [] }
      : // SQL, because it takes a part of the JSON: the graphs of all flows are not carried here for it.
        await db.query<{ id: number; triggers: Trigger[] | null }>(
          "SELECT id, graph -> 'triggers' AS triggers FROM flow_versions WHERE id = ANY($1)",
          [missing],
        );
  const read = new Map(rows.map(({ id, triggers }) => [id, triggers ?? []]));
  return new Map(ids.map((id) => [id, ofVersions.get(id) ?? read.get(id) ?? []]));
}
