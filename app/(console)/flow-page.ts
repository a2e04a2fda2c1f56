import type { FlowFilter, FlowPage } from "#components/flows/types.ts";
import type { Actor } from "#server/auth/actor";
import { channelNamesOf } from "#server/flows/channels-of-flow";
import { listFlows } from "#server/services/flows/list-flows";
import { countFailures, countOpenExecutions } from "#server/services/flows/open-executions";

const PAGE_SIZE = 30;

/** One page of the list of flows as the console shows it. @throws ApiError 400 for a cursor that is not of this list */
export async function readFlowPage(
  actor: Actor,
  { search, filter, cursor }: { search: string; filter: FlowFilter; cursor?: string },
): Promise<FlowPage> {
  const page = await listFlows(actor, {
    limit: PAGE_SIZE,
    order: "edited",
    ...(search === "" ? {} : { search }),
    ...(filter === "archived" ? { archived: "true" } : filter === "all" ? {} : { state: filter }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  const items = page.items.map(({ id, name, description, state, published_version, updated_at }) => ({
    id,
    name,
    description,
    state,
    published_version,
    updated_at,
  }));
  const ids = items.map(({ id }) => id);
  const [open, failed, channels] = await Promise.all([
    countOpenExecutions(actor, ids),
    countFailures(actor, ids),
    channelNamesOf(actor, ids),
  ]);
  return { items, next_cursor: page.next_cursor, open, failed, channels };
}
