import type { ActionResult } from "#lib/action-result.ts";
import type { FlowSummary } from "#lib/api/flows.ts";
import type { Page } from "#lib/api/page.ts";
import type { NodeFamily } from "#lib/engine/define-node.ts";

type FlowState = FlowSummary["state"];
export type FlowFilter = "all" | FlowState;
export const FLOW_FILTERS: readonly FlowFilter[] = ["all", "draft", "published", "changed", "archived"];

/** A row of the list. */
export type FlowItem = Pick<FlowSummary, "id" | "name" | "description" | "state" | "published_version" | "updated_at">;

export interface FlowPage extends Page<FlowItem> {
  /** Conversations in progress by flow; none: left out. */
  open: Record<number, number>;
  /** Conversations that failed lately, likewise. */
  failed: Record<number, number>;
  /** The names of the channels that each flow answers on; none: left out. */
  channels: Record<number, string[]>;
}

/** A card of the gallery: what a template is called and what it looks like. */
export interface TemplateCard {
  id: string;
  name: string;
  description: string;
  nodes: { x: number; y: number; family: NodeFamily }[];
  /** Indexes of `nodes`. */
  links: [from: number, to: number][];
}

/** What the list can do, as server actions. */
export interface FlowActions {
  load: (query: { search: string; filter: FlowFilter; cursor: string }) => Promise<ActionResult<FlowPage>>;
  create: (input: { name: string; template: string | null }) => Promise<ActionResult<{ id: number; name: string }>>;
  duplicate: (id: number, name: string) => Promise<ActionResult<{ id: number; name: string }>>;
  archive: (id: number) => Promise<ActionResult<null>>;
  restore: (id: number) => Promise<ActionResult<null>>;
}
