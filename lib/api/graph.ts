import { z } from "zod";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";

export const EXAMPLE_GRAPH = {
  nodes: [
    { id: "hello", name: "Saudação", node_type: "send_message", config: { message: "Olá! Qual é o seu nome?" }, position: { x: 0, y: 0 } },
    { id: "name", name: "Nome", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 260, y: 0 } },
    { id: "bye", name: "Fim", node_type: "end", config: {}, position: { x: 520, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "name", exit: "next", condition: null },
    { id: "t2", from: "name", to: "bye", exit: "next", condition: "nome != ''" },
  ],
  start: "hello",
};

export const graph = flowGraphSchema.meta({
  id: "FlowGraph",
  description: "Nodes, the transitions between them, and the node that runs first.",
  example: EXAMPLE_GRAPH,
});

/** Counts the edits of a draft. */
export const revision = z.int("must be a whole number: the revision last read");
