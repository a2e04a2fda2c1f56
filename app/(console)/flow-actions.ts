"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import { FLOW_FILTERS, type FlowFilter, type FlowPage } from "#components/flows/types.ts";
import { matchRank } from "#components/ui/match-rank.ts";
import { idField } from "#lib/api/ids.ts";
import { cursorField } from "#lib/api/page.ts";
import { getLocale } from "#lib/i18n/server.ts";
import { isTemplateId, templateOf } from "#lib/templates/registry.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { archiveFlow, restoreFlow } from "#server/services/flows/archive";
import { duplicateFlow } from "#server/services/flows/duplicate";
import { importFlow } from "#server/services/flows/import-export";
import { listFlows } from "#server/services/flows/list-flows";
import { createFlowBody } from "#lib/api/flows.ts";
import { importBody } from "#lib/api/import-export.ts";
import { createFlow } from "#server/services/flows/crud";
import { readFlowPage } from "./flow-page.ts";

const pageQuery = z.object({ search: z.string().max(200), filter: z.enum(FLOW_FILTERS), cursor: cursorField });
const newFlow = z.object({ name: createFlowBody.shape.name, template: z.string().max(64).nullable() });

export async function loadFlows(query: { search: string; filter: FlowFilter; cursor: string }): Promise<ActionResult<FlowPage>> {
  return runServerAction("flows:read", (actor) => readFlowPage(actor, parseBody(pageQuery, query)));
}

const MOST_FOUND = 100;
const MOST_SHOWN = 8;

/** For the command palette: what is found best, and of that what was edited last. */
export async function findFlows(text: string): Promise<{ id: number; name: string }[]> {
  const found = await runServerAction("flows:read", (actor) =>
    listFlows(actor, { search: parseBody(z.string().max(200), text), limit: MOST_FOUND, order: "edited" }),
  );
  if (!found.ok) return [];
  const best = found.value.items.toSorted((one, other) => matchRank(text, other.name) - matchRank(text, one.name));
  return best.slice(0, MOST_SHOWN).map(({ id, name }) => ({ id, name }));
}

export async function createFlowFrom(input: {
  name: string;
  template: string | null;
}): Promise<ActionResult<{ id: number; name: string }>> {
  return runServerAction("flows:write", async (actor) => {
    const { name, template } = parseBody(newFlow, input);
    if (template === null || !isTemplateId(template)) return named(await createFlow(actor, { name }));
    return named(await importFlow(actor, parseBody(importBody, { ...templateOf(template, await getLocale()), name })));
  });
}

export async function duplicate(flowId: number, name: string): Promise<ActionResult<{ id: number; name: string }>> {
  return runServerAction("flows:write", async (actor) =>
    named(await duplicateFlow(actor, parseBody(idField, flowId), parseBody(createFlowBody.shape.name, name))),
  );
}

export async function archive(flowId: number): Promise<ActionResult<null>> {
  return runServerAction("flows:write", async (actor) => {
    await archiveFlow(actor, parseBody(idField, flowId));
    return null;
  });
}

export async function restore(flowId: number): Promise<ActionResult<null>> {
  return runServerAction("flows:write", async (actor) => {
    await restoreFlow(actor, parseBody(idField, flowId));
    return null;
  });
}

const named = (flow: { id: number; name: string }) => ({ id: flow.id, name: flow.name });
