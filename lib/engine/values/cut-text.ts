/** The beginning of a text, at most `max` UTF-16 units, never cut inside of a character: half of one is no text that can be stored. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
