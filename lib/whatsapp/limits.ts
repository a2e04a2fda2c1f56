/**
 * Meta's limits for what we send, as its Cloud API reference told in 2026. Lengths are counted in UTF-16 units, which is
 * never less than code points, so what passes here passes there. The customer service window is `WINDOW_SECONDS` of
 * lib/engine/validate/window.ts, because the engine warns of it and does not know this folder.
 */
export const META_LIMITS = {
  text: { body: 4096 },
  callbackData: 512,
  messageId: 512,
  /** One emoji: the longest, a family with skin tones, has some thirty. */
  emoji: 64,
  /** Of a place, and of a contact card, each part: Meta names no limit, and nobody's phone shows more. */
  word: 1_000,
  /** Cards in one message; Meta's OpenAPI file says five. */
  contacts: { most: 257, advised: 5 },
} as const;
