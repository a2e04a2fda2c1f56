import { afterAll, expect, test } from "vitest";
import { STATUS_RANKS } from "#lib/whatsapp/message-status.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
afterAll(() => server.close());

/** What a migration has to run when the table of ranks has changed. */
const migration = () => {
  const cases = STATUS_RANKS.flatMap((words, rank) => words.map((word) => `WHEN '${word}' THEN ${rank}`)).join(" ");
  return `CREATE OR REPLACE FUNCTION "siga_status_rank"("status" text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE "status" ${cases} ELSE -1 END $$;`;
};

test("the database ranks statuses as the table in lib/whatsapp/message-status.ts does, and words it has not below all", async () => {
  const expected = [...STATUS_RANKS.flatMap((words, rank) => words.map((word) => ({ word, rank }))), { word: "deleted", rank: -1 }];
  const ranked = await server.rows(
    "SELECT word, siga_status_rank(word) AS rank FROM unnest($1::text[]) WITH ORDINALITY AS w (word, n) ORDER BY n",
    [expected.map(({ word }) => word)],
  );
  expect(ranked, `put this into a new migration: ${migration()}`).toEqual(expected);
});
