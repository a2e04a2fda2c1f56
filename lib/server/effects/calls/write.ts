import { type CallName, CALL_NAMES, isCall } from "#lib/engine/calls.ts";
import { enqueue } from "../../platform/queue.ts";
import type { SavePart } from "../save-part.ts";

/** Calls to be made, whatever they are: a row each, and a job in their effect's queue. */
export const callsPart: SavePart = {
  name: "new_calls",
  rows: (changes) =>
    changes.flatMap(({ contact, execution, effects }) =>
      effects.flatMap(({ effect }) => {
        if (!isCall(effect)) return [];
        const { type, token, request } = effect;
        return { execution_id: execution.id, contact_id: contact.id, effect: type, token, request };
      }),
    ),
  sql: (parameter) => `
    INSERT INTO calls (execution_id, contact_id, effect, token, request)
    SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS x (execution_id bigint, contact_id bigint, effect text, token text,
      request jsonb)
    RETURNING id, effect`,
  after: {
    returns: "SELECT jsonb_agg(jsonb_build_object('id', id, 'effect', effect)) FROM new_calls",
    async run(db, returned) {
      const calls = (returned ?? []) as { id: number; effect: CallName }[];
      for (const name of CALL_NAMES) {
        await enqueue(
          db,
          name,
          calls.filter(({ effect }) => effect === name).map(({ id }) => ({ callId: id })),
        );
      }
    },
  },
};
