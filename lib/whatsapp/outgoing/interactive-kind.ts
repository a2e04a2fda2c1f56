import { z } from "zod";
import type { Context, Json } from "../../engine/types.ts";
import type { Tap } from "./define-outgoing.ts";
import { isBlank } from "./fit-text.ts";

/** What all kinds of interactive messages have in common. Each kind is a file of its own, and a line in `interactive.ts`. */

/** Meta's limits. Lengths are counted in UTF-16 units, which are never fewer than code points. */
export const FRAME_LIMITS = { header: 60, body: 1024, footer: 60 } as const;

/** Not zod's `max`, which counts code points. Meta refuses what is only white space, and we what cannot be seen. */
export const visible = (most: number) =>
  z
    .string()
    .refine((text) => text.length <= most, { error: `is longer than ${most} characters` })
    .refine((text) => text.isWellFormed() && !isBlank(text), { error: "has nothing to be seen, or half a character" });

interface Checked<Data> {
  /** The body. */
  text: string;
  data: Data;
}

/** One kind of interactive message: Meta calls it `interactive.type`, our data `kind`. */
export interface InteractiveKind<Schema extends z.ZodType<Context>> {
  /** A strict object with its `kind`. */
  data: Schema;
  /** What stands under `interactive` in the request. */
  toGraphPart(message: Checked<z.infer<Schema>>): Json;
  /** All that the contact sees. */
  toPlainText(message: Checked<z.infer<Schema>>): string;
  /** What a contact can tap in it and Meta tells of. */
  taps(message: Checked<z.infer<Schema>>): Tap[];
}

export function defineKind<Schema extends z.ZodType<Context>>(kind: InteractiveKind<Schema>): InteractiveKind<Schema> {
  return kind;
}

/** The parts that are there, as paragraphs. */
export const paragraphs = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join("\n\n");
