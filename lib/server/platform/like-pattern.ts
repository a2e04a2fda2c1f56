/**
 * SQL: whether a text (an expression) has these words (a parameter) in it, as people type them: without regard to case and accents. See
 * `siga_fold` in the migrations.
 */
export const hasWords = (text: string, words: string): string => `strpos(siga_fold(${text}), siga_fold(${words})) > 0`;

/** A LIKE pattern for rows that contain this text, whatever is in it. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
