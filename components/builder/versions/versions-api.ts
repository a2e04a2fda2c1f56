import { call, type CallInput } from "#components/api/call.ts";
import type { Page } from "#lib/api/page.ts";
import {
  getVersionContract,
  listVersionsContract,
  migrateExecutionsContract,
  publishFlowContract,
  type Version,
} from "#lib/api/versions.ts";
import type { FlowGraph } from "#lib/engine/types.ts";

export type ConversationAction = CallInput<typeof migrateExecutionsContract>["body"]["action"];

/** Newest first. All of these throw ApiRefusal. */
export const listVersions = (flowId: number, cursor: string | null): Promise<Page<Version>> =>
  call(listVersionsContract, { params: { id: flowId }, query: { limit: 20, cursor: cursor ?? undefined } });

export const readVersion = async (flowId: number, number: number): Promise<FlowGraph> =>
  (await call(getVersionContract, { params: { id: flowId, number } })).graph;

/**
 * With `from_version` that version becomes the draft first, in the same transaction; with `channel_id` the flow answers there from then
 * on.
 */
export const publish = (flowId: number, body: { note: string; revision: number; from_version?: number; channel_id?: number }) =>
  call(publishFlowContract, { params: { id: flowId }, body });

/** What becomes of the conversations that are still inside a version; returns how many it was done to. */
export const migrateExecutions = (flowId: number, number: number, action: ConversationAction) =>
  call(migrateExecutionsContract, { params: { id: flowId, number }, body: { action } });
