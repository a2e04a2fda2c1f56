import { fold } from "../../engine/values/normal-text.ts";

/** How texts of people are compared: texts that look or read alike have one normal form. The raw text is never replaced by it. */
export const normalForm = fold;

/**
 * A normal form without what people put around a word: quotes, full stops, WhatsApp's marks, emoji ("✅ Sim!" is "sim").
 * A text of nothing else stays as it is.
 */
export function coreOf(normal: string): string {
  const core = normal.replace(BEFORE_LETTERS, "");
  let end = core.length;
  while (end > 0 && !ENDS_IN_LETTER.test(core.slice(Math.max(0, end - 2), end))) end--;
  return end === 0 ? normal : core.slice(0, end);
}

const BEFORE_LETTERS = /^[^\p{L}\p{M}\p{N}]+/u;
const ENDS_IN_LETTER = /[\p{L}\p{M}\p{N}]$/u;
