import { ApiRefusal, call, isPassing } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { getDraftContract, putDraftContract } from "#lib/api/draft.ts";
import { patchFlowContract } from "#lib/api/flows.ts";
import { importFlowContract } from "#lib/api/import-export.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Saved, SaveResult } from "./autosave.ts";

/** Replaces the draft that was read at `revision`; never throws. */
export async function saveDraft(flowId: number, graph: FlowGraph, revision: number, t: Translate): Promise<SaveResult> {
  try {
    const saved = await call(putDraftContract, { params: { id: flowId }, body: { ...graph, revision } });
    return { kind: "saved", revision: saved.revision };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || isPassing(error)) return { kind: "unreachable" };
    if (error.code === "unauthorized") return { kind: "signed_out" };
    if (error.code !== "stale-revision") return { kind: "refused", reason: refusalText(error, t, graph) };
    const theirs = await newerDraft(flowId, revision);
    return theirs === null ? { kind: "unreachable" } : { kind: "stale", theirs };
  }
}

/** The draft when it is no longer at this revision; null while it is, or when nobody responds. */
export async function newerDraft(flowId: number, revision: number): Promise<Saved | null> {
  try {
    const answer = await call(getDraftContract, { params: { id: flowId }, query: { known_revision: revision } });
    const by = answer.edited_by;
    return answer.graph === null
      ? null
      : { graph: answer.graph, revision: answer.revision, by: by ? { name: by.name, isYou: by.is_you } : null };
  } catch {
    return null;
  }
}

/** Keeps a graph as a flow of its own. @throws ApiRefusal */
export function saveCopy(name: string, graph: FlowGraph): Promise<{ id: number; name: string }> {
  return call(importFlowContract, { body: { name, graph } });
}

/** @throws ApiRefusal */
export function renameFlow(flowId: number, name: string): Promise<{ id: number; name: string }> {
  return call(patchFlowContract, { params: { id: flowId }, body: { name } });
}
