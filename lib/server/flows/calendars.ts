import type { Calendar } from "#lib/engine/calendar/types.ts";
import { findCalendar } from "#lib/engine/calendar/hours.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import type { Db } from "../platform/db.ts";

/** All calendars of the organisation, the oldest first, as flows read them. */
export async function readCalendars(db: Db): Promise<Calendar[]> {
  // SQL, because it stands in the advance's transaction, beside its other statements.
  const { rows } = await db.query<Calendar>({
    name: "read-calendars",
    text: "SELECT id, name, time_zone, hours, holidays, prepared_holidays FROM calendars ORDER BY id",
  });
  return rows;
}

/** Whether a node of the graph names this calendar, by its id or by its name. */
export function readsCalendar(graph: FlowGraph, calendar: Calendar): boolean {
  return graph.nodes.some(
    ({ node_type, config }) =>
      nodeTypes.get(node_type)?.readsCalendars === true &&
      [config["calendar"], config["until_open"]].some(
        (written) => (typeof written === "string" || typeof written === "number") && findCalendar([calendar], String(written)) !== null,
      ),
  );
}
