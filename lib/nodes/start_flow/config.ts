import { z } from "zod";
import { choice, contextKey, jsonValue, list, optionalNumber } from "../../engine/options.ts";

/** `return`: the flow comes back here when it is over. `go`: the conversation goes on there. */
export const MODES = ["return", "go"] as const;
export const MAX_HANDED_OVER = 50;

export const startFlowConfig = z.object({
  flow_id: optionalNumber({ min: 1, max: 2 ** 31 - 1, integer: true }),
  mode: choice(MODES),
  /** What the flow finds in its context beside who the contact is and what they said last. JSON whose texts are templates. */
  context: list(z.object({ key: contextKey({ isNew: true }), value: jsonValue() }), MAX_HANDED_OVER),
});

export type StartFlowConfig = z.infer<typeof startFlowConfig>;
