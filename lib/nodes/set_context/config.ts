import { z } from "zod";
import { choice, contextKey, jsonValue, list } from "../../engine/options.ts";

export const OPS = ["set", "append", "remove", "take", "clear"] as const;
export const MAX_CHANGES = 50;

export const setContextConfig = z.object({
  set: list(
    z.object({
      key: contextKey({ isNew: true }),
      op: choice(OPS),
      /** JSON whose texts are templates; of `take` which item: `first`, `last`, or its number from 1. */
      value: jsonValue(),
      /** Of `take`: where the item is kept. */
      into: contextKey({ isNew: true }),
    }),
    MAX_CHANGES,
  ),
});

export type SetContextConfig = z.infer<typeof setContextConfig>;
export type Change = SetContextConfig["set"][number];

export const intoOf = ({ key, into }: Change): string => into ?? `${key}_taken`;

/** Whether the operation uses the option `value`. */
export const takesValue = ({ op }: Pick<Change, "op">): boolean => op !== "clear";
