/** Characters of what was said last, as lists show it in one line. */
const SHOWN = 160;

/** SQL: a message (an alias of `messages`) as lists show it. */
export const lastMessageSql = (m: string): string =>
  `jsonb_build_object('direction', ${m}.direction, 'type', ${m}.type, 'text', left(${m}.text, ${SHOWN}), 'at', to_char(coalesce(${m}.sent_at, ${m}.created_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
