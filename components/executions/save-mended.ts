import { knownAround } from "#components/api/around.ts";
import { loadCalendars } from "#components/api/calendars.ts";
import { loadContactFields } from "#components/api/contact-fields.ts";
import { loadFlowsOf } from "#components/api/other-flows.ts";
import { call } from "#components/api/call.ts";
import { saveDraft } from "#components/builder/saving/draft-api.ts";
import { changeTest, loadTests, saveTest } from "#components/simulator/api.ts";
import { getDraftContract } from "#lib/api/draft.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isJsonObject } from "#lib/engine/context.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { testOfConversation } from "#lib/flow-tests/from-conversation.ts";
import { prepareFlow } from "#lib/flow-tests/run.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { withTexts } from "./mendable-texts.ts";

export interface Draft {
  graph: FlowGraph;
  revision: number;
}

/** Why a text is not in the draft, in words for the person. */
export class NotMended extends Error {
  override name = "NotMended";
}

/** @throws ApiRefusal */
export async function readDraft(flowId: number): Promise<Draft> {
  const { graph, revision } = await call(getDraftContract, { params: { id: flowId }, query: {} });
  if (graph === null) throw new Error(`the draft of flow ${flowId} came without its graph, although no revision was named`);
  return { graph, revision };
}

/**
 * Writes these texts into a node of the draft, over whatever others changed elsewhere in it meanwhile; returns the draft as it is
 * stored. @throws NotMended
 */
export async function saveTexts(
  flowId: number,
  draft: Draft,
  node: FlowNode,
  texts: Readonly<Record<string, string>>,
  t: Translate,
): Promise<FlowGraph> {
  let { graph: base, revision } = draft;
  for (let tries = 0; tries < 3; tries += 1) {
    const graph = withTexts(base, node, texts);
    if (graph === null) break;
    const result = await saveDraft(flowId, graph, revision, t);
    if (result.kind === "saved") return graph;
    if (result.kind === "refused") throw new NotMended(result.reason);
    if (result.kind !== "stale") throw new NotMended(t(result.kind === "signed_out" ? "errors.unauthorized" : "common.errorNetwork"));
    ({ graph: base, revision } = result.theirs);
  }
  throw new NotMended(t("executions.mendChanged"));
}

/** Keeps a conversation as a test of this graph, in place of one that was kept of it before. False: it is too long for a test. */
export async function keepAsTest(history: HistoryResponse, graph: FlowGraph, name: string): Promise<boolean> {
  const { flow_id: flowId, id: executionId } = history.execution;
  const object = (value: unknown) => (isJsonObject(value) ? value : null);
  const conversation = {
    visits: history.visits.map((visit) => ({ ...visit, changes: object(visit.changes) ?? {} })),
    messages: history.messages.map((message) => ({ ...message, data: object(message.data) })),
    calls: history.calls.map((each) => ({ ...each, result: object(each.result) })),
  };
  await Promise.all([loadCalendars(), loadContactFields(), loadFlowsOf(graph)]);
  const test = testOfConversation(conversation, prepareFlow(graph, knownAround()), name);
  if (test === null) return false;
  const known = (await loadTests(flowId)).find((each) => each.name === name);
  if (known === undefined) await saveTest(flowId, test, executionId);
  else await changeTest(flowId, known.id, { turns: test.turns });
  return true;
}
