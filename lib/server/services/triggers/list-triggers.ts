import type { TriggerListed } from "#lib/api/triggers.ts";
import { collisions } from "#lib/engine/triggers/collide.ts";
import type { TriggerEntry } from "#lib/engine/trigger-types.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { callersOf, readCallers } from "../../flows/callers.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { pool } from "../../platform/db.ts";
import { flowsByVersion } from "../../flows/flow-names.ts";

/** More ties of one trigger are not told. */
const MOST_COLLISIONS = 20;

interface RunRow {
  flow_id: number;
  trigger_id: string;
  due_at: Date;
  started: number;
  skipped_window: number;
  skipped_open: number;
  skipped_consent: number;
  finished_at: Date | null;
}

/** The triggers of all live flows, in the order in which they are tried. */
export async function listTriggers(actor: Actor): Promise<{ items: TriggerListed[] }> {
  allow(actor, "flows:read");
  const { triggers } = await triggersInForce(pool());
  const { entries } = triggers;
  const flows = await flowsByVersion(entries);
  const runs = await lastRuns(entries);
  const callers = entries.some(({ trigger }) => trigger.type === "flow") ? await readCallers(pool()) : [];
  const ties = Map.groupBy(collisions(entries, entries), ({ mine }) => mine);
  const nameOf = ({ flowId, flowVersionId }: TriggerEntry) => ({ flow_id: flowId, flow_name: flows.get(flowVersionId)?.name ?? "" });
  return {
    items: entries.map((entry) => ({
      ...nameOf(entry),
      flow_version: flows.get(entry.flowVersionId)?.number ?? 0,
      trigger: entry.trigger,
      collides_with: (ties.get(entry) ?? [])
        .slice(0, MOST_COLLISIONS)
        .map(({ other }) => ({ ...nameOf(other), trigger_id: other.trigger.id })),
      begun_by: (entry.trigger.type === "flow" ? callersOf(callers, entry.flowId) : []).map(({ id, name }) => ({
        flow_id: id,
        flow_name: name,
      })),
      last_run: runs.get(`${entry.flowId} ${entry.trigger.id}`) ?? null,
    })),
  };
}

async function lastRuns(entries: readonly TriggerEntry[]): Promise<Map<string, TriggerListed["last_run"]>> {
  const flowIds = [...new Set(entries.filter(({ trigger }) => trigger.type === "schedule").map(({ flowId }) => flowId))];
  if (flowIds.length === 0) return new Map();
  // SQL, because it takes the newest of each.
  const { rows } = await pool().query<RunRow>(
    `SELECT DISTINCT ON (flow_id, trigger_id) flow_id, trigger_id, due_at, started, skipped_window, skipped_open, skipped_consent,
       finished_at
     FROM trigger_runs WHERE flow_id = ANY($1) ORDER BY flow_id, trigger_id, due_at DESC`,
    [flowIds],
  );
  return new Map(
    rows.map(({ flow_id, trigger_id, due_at, finished_at, ...counts }) => [
      `${flow_id} ${trigger_id}`,
      { ...counts, due_at: due_at.toISOString(), finished_at: finished_at?.toISOString() ?? null },
    ]),
  );
}
