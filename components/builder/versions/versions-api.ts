import { z } from "zod";
import { call } from "#components/api/call.ts";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import type { FlowGraph } from "#lib/engine/types.ts";

const version = z.object({
  number: z.int(),
  note: z.string(),
  created_at: z.string(),
  created_by: z.string(),
  created_by_name: z.string().nullable(),
  open_executions: z.int(),
});
const versions = z.object({ items: z.array(version), next_cursor: z.string().nullable() });
const whole = version.extend({ graph: flowGraphSchema });
const published = z.object({ version: z.int(), revision: z.int() });
const affected = z.object({ affected: z.int() });

export type Version = z.output<typeof version>;
export type VersionPage = z.output<typeof versions>;
export type ConversationAction = "move" | "finish" | "restart";

/** Newest first. All of these throw ApiRefusal. */
export const listVersions = (flowId: number, cursor: string | null): Promise<VersionPage> =>
  call("GET", `/flows/${flowId}/versions?limit=20${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, versions);

export const readVersion = async (flowId: number, number: number): Promise<FlowGraph> =>
  (await call("GET", `/flows/${flowId}/versions/${number}`, whole)).graph;

/** With `from_version` that version becomes the draft first, in the same transaction. */
export const publish = (
  flowId: number,
  body: { note: string; revision: number; from_version?: number },
): Promise<z.output<typeof published>> => call("POST", `/flows/${flowId}/publish`, published, body);

/** What becomes of the conversations that are still inside a version; answers how many it was done to. */
export const migrateExecutions = (flowId: number, number: number, action: ConversationAction): Promise<{ affected: number }> =>
  call("POST", `/flows/${flowId}/versions/${number}/conversations`, affected, { action });
