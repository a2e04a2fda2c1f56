import type { AiRequest } from "#lib/effects/complete_ai/effect.ts";
import { splitAtEach } from "#lib/engine/values/find-text.ts";
import { pool } from "../../platform/db.ts";

/** What a model reads in the place of words that their sender has taken back. */
const INSTEAD = "[…]";
/** A shorter text is also a part of what nobody took back. Characters. */
const TELLING = 4;
const MOST = 500;

/**
 * The request without what its contact has deleted by now, whichever way it came in: a flow that read it before keeps it in its
 * context and history, but no model gets it any more. What the contact also said in a message that still stands stays.
 */
export async function withholdDeleted(request: AiRequest, executionId: number): Promise<AiRequest> {
  // SQL, because it compares a table with itself.
  const { rows } = await pool().query<{ text: string }>(
    `SELECT DISTINCT gone.text FROM executions e
     JOIN messages gone ON gone.contact_id = e.contact_id AND gone.deleted_at IS NOT NULL AND gone.direction = 'inbound' AND btrim(gone.text) <> ''
     WHERE e.id = $1 AND NOT EXISTS (SELECT FROM messages m
       WHERE m.contact_id = e.contact_id AND m.direction = 'inbound' AND m.deleted_at IS NULL AND m.text = gone.text)
     LIMIT ${MOST}`,
    [executionId],
  );
  if (rows.length === 0) return request;
  const withhold = withholderOf(rows.map(({ text }) => text.trim()));
  return {
    ...request,
    system: request.system && withhold(request.system),
    messages: request.messages.map((message) => ({ ...message, content: withhold(message.content) })),
  };
}

/** Cuts these texts out of another, the longest first: whole, and where they stand as words of their own. */
export function withholderOf(texts: readonly string[]): (content: string) => string {
  const whole = new Set(texts);
  const parts = texts.filter((text) => text.length >= TELLING).toSorted((a, b) => b.length - a.length);
  return (content) => {
    if (whole.has(content.trim())) return INSTEAD;
    return parts.reduce((rest, part) => cutOut(rest, part), content);
  };
}

const WORD = /[\p{L}\p{N}]/u;

function cutOut(content: string, part: string): string {
  const pieces = splitAtEach(content, part);
  return pieces.slice(1).reduce((before, after) => {
    const isInWord = continues(before.at(-1), part[0]) || continues(part.at(-1), after[0]);
    return before + (isInWord ? part : INSTEAD) + after;
  }, pieces[0] ?? "");
}

const continues = (left: string | undefined, right: string | undefined) =>
  left !== undefined && right !== undefined && WORD.test(left) && WORD.test(right);
