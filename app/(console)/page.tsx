import type { Metadata } from "next";
import { familyOf } from "#components/builder/families.tsx";
import { FlowList } from "#components/flows/flow-list.tsx";
import { FLOW_FILTERS, type TemplateCard } from "#components/flows/types.ts";
import { type Query, queryText } from "#components/ui/query-text.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { getLocale, getT } from "#lib/i18n/server.ts";
import { TEMPLATE_IDS, templateOf } from "#lib/templates/registry.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { archive, createFlowFrom, duplicate, loadFlows, restore } from "./flow-actions.ts";
import { readFlowPage } from "./flow-page.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("flows.title") };
}

export default async function FlowsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await requirePageUser();
  const [query, locale] = await Promise.all([searchParams, getLocale()]);
  const search = queryText(query, "q");
  const filter = FLOW_FILTERS.find((each) => each === query["state"]) ?? "all";
  return (
    <FlowList
      key={`${filter} ${search}`}
      page={await readFlowPage(actor, { search, filter })}
      search={search}
      filter={filter}
      templates={TEMPLATE_IDS.map((id) => cardOf(id, locale))}
      mayEdit={may(actor, "flows:write")}
      actions={{ load: loadFlows, create: createFlowFrom, duplicate, archive, restore }}
    />
  );
}

function cardOf(id: (typeof TEMPLATE_IDS)[number], locale: Locale): TemplateCard {
  const { name, description, graph } = templateOf(id, locale);
  const at = new Map(graph.nodes.map((node, index) => [node.id, index]));
  return {
    id,
    name,
    description,
    nodes: graph.nodes.map(({ node_type, position }) => ({ ...position, family: familyOf(node_type) })),
    links: graph.transitions.map(({ from, to }) => [at.get(from) ?? 0, at.get(to) ?? 0]),
  };
}
