/** What a quoted message says, by its wamid, among those in sight; null where it is not there or has no words. */
export function quotedText(quotes: string | null | undefined, messages: readonly { wamid: string | null; text: string }[]): string | null {
  if (quotes === null || quotes === undefined) return null;
  return messages.find(({ wamid }) => wamid === quotes)?.text.slice(0, 200) || null;
}
