import { z } from "zod";

const exit = z.object({ exit: z.string(), transition_id: z.string().nullable(), count: z.number() });

const nodeFigures = z.object({
  node_id: z.string(),
  visits: z.number(),
  exits: z.array(exit),
  here: z.number(),
  dropped: z.number(),
  failed: z.number(),
  completed: z.number(),
  median_wait_seconds: z.number().nullable(),
});

export const figures = z.object({ version: z.number(), executions: z.number(), sampled: z.boolean(), nodes: z.array(nodeFigures) });
export const versions = z.object({ items: z.array(z.object({ number: z.number() })) });

export type NodeFigures = z.output<typeof nodeFigures>;
export type Figures = z.output<typeof figures>;

/** How often each transition was taken, by its id. */
export function takenCounts({ nodes }: Pick<Figures, "nodes">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { exits } of nodes) {
    for (const { transition_id: id, count } of exits) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}
