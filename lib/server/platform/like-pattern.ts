/** A LIKE pattern for rows that contain this text, whatever is in it. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
