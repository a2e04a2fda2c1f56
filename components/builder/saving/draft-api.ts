import { z } from "zod";
import { ApiRefusal, call, isPassing } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Saved, SaveResult } from "./autosave.ts";

const saved = z.object({ revision: z.int() });
const editedBy = z.object({ name: z.string().nullable(), is_you: z.boolean() });
const draft = z.object({ revision: z.int(), graph: flowGraphSchema.nullable(), edited_by: editedBy.nullable().optional() });
const created = z.object({ id: z.int(), name: z.string() });

/** Replaces the draft that was read at `revision`; never throws. */
export async function saveDraft(flowId: number, graph: FlowGraph, revision: number, t: Translate): Promise<SaveResult> {
  try {
    return { kind: "saved", ...(await call("PUT", `/flows/${flowId}/draft`, saved, { ...graph, revision })) };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || isPassing(error)) return { kind: "unreachable" };
    if (error.code === "unauthorized") return { kind: "signed_out" };
    if (error.code !== "stale-revision") return { kind: "refused", reason: refusalText(error, t, graph) };
    const theirs = await newerDraft(flowId, revision);
    return theirs === null ? { kind: "unreachable" } : { kind: "stale", theirs };
  }
}

/** The draft when it is no longer at this revision; null while it is, or when nobody answers. */
export async function newerDraft(flowId: number, revision: number): Promise<Saved | null> {
  try {
    const answer = await call("GET", `/flows/${flowId}/draft?known_revision=${revision}`, draft);
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
  return call("POST", "/flows/import", created, { name, graph });
}

/** @throws ApiRefusal */
export function renameFlow(flowId: number, name: string): Promise<{ id: number; name: string }> {
  return call("PATCH", `/flows/${flowId}`, created, { name });
}
