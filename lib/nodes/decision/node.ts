import { z } from "zod";
import { defineNode } from "../../engine/define-node.ts";

/** The choice itself is the engine's: it takes the first transition whose condition is true. */
export const decision = defineNode({
  type: "decision",
  family: "decide",
  config: z.object({}),
  defaults: {},
  exits: () => ["next"],
  summary: () => "",
  templates: () => ({}),
  sets: () => [],
  enter: () => ({ exit: "next" }),
});
