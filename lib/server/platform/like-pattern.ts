/** A LIKE pattern for rows that contain this text, whatever is in it. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
