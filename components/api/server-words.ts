/** What a server action's call failed with, where our own server said it in words for people; null for all else. */
export function serverWords(error: unknown): string | null {
  return error instanceof Error && error.message.startsWith("Siga: ") ? error.message.slice("Siga: ".length) : null;
}
