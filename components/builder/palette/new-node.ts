import type { NodeType } from "#lib/engine/define-node.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { addNode } from "../model/commands/add-node.ts";
import { attachTransition } from "../model/commands/attach-transition.ts";
import { insertWithRoom } from "../model/commands/insert.ts";
import { dock } from "../model/commands/dock.ts";
import { withRoom } from "../model/commands/make-room.ts";
import type { Edit, Origin, Point, SizeOf } from "../model/graph.ts";
import { idsFor } from "../model/new-ids.ts";

interface NewNodeOptions {
  type: NodeType;
  locale: Locale;
  place: Point;
  /** What shall lead to it. */
  after?: { from: string; origin: Origin };
  /** The transition that it comes into. */
  on?: string;
  /** The card that it is docked under. */
  under?: string;
  sizeOf: SizeOf;
}

/** A node fresh from the palette: free, after an exit, into a transition, or docked under a card. What it would cover gives way. */
export function newNode(graph: FlowGraph, { type, locale, place, after, on, under, sizeOf }: NewNodeOptions): Edit {
  const newId = idsFor(graph);
  const id = newId("node");
  const added = addNode(graph, { id, type, name: nodeMessages(type.type, locale).newName, position: place });
  const withSpace = (made: FlowGraph): Edit => ({ ...added, graph: withRoom(made, [id], sizeOf) });
  if (after) return withSpace(attachTransition(added.graph, after.from, after.origin, id, newId("transition")));
  if (under !== undefined) return withSpace(dock(added.graph, nodeTypes, id, under, newId("transition")));
  if (on !== undefined) return { ...added, graph: insertWithRoom(added.graph, nodeTypes, id, on, newId("transition"), sizeOf) };
  return withSpace(added.graph);
}
