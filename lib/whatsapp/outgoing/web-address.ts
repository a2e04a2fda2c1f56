/** Longer ones are cut by some phones. */
export const MAX_WEB_ADDRESS = 2_000;

/** Whether a phone opens it: an absolute http(s) address, without a space. */
export function isWebAddress(text: string): boolean {
  if (text.length > MAX_WEB_ADDRESS || /\s/u.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/u.test(protocol) && hostname !== "";
}
