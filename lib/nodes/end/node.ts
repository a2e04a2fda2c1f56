import { z } from "zod";
import { defineNode } from "../../engine/define-node.ts";

export const end = defineNode({
  type: "end",
  family: "flow",
  config: z.object({}),
  defaults: {},
  exits: () => [],
  summary: () => "",
  templates: () => ({}),
  sets: () => [],
  enter: () => ({ end: "completed" }),
});
