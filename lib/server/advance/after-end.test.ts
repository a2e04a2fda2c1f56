import { expect, test } from "vitest";
import type { FlowSettings } from "#lib/engine/types.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { answerOnce } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, answerWith, contact, write, said } = await startAdvancing();

const ending = (after_end: FlowSettings["after_end"]) => answerWith({ ...answerOnce, settings: { after_end } });
const takenBy = (contactId: number) =>
  server.rows<{ execution_id: number | null }>("SELECT execution_id FROM mailbox WHERE contact_id = $1 ORDER BY id", [contactId]);

test("a thank you after the end begins nothing, is the ended conversation's, and leaves nobody unanswered", async () => {
  await ending({ mode: "quiet", quiet_seconds: 600 });
  const id = await contact("oi");
  await advance(id);
  await write(id, "obrigado");
  await advance(id);
  expect(await said(id)).toEqual(["eco oi"]);
  const [first, second] = await takenBy(id);
  expect(second?.execution_id).toBe(first?.execution_id);
  await server.rows("UPDATE mailbox SET created_at = now() - interval '5 min' WHERE contact_id = $1", [id]);
  const { listUnanswered } = await import("#server/services/unanswered/list-unanswered");
  expect((await listUnanswered({ id: "e", role: "viewer" }, { limit: 100 })).items.filter(({ contact }) => contact.id === id)).toEqual([]);

  // When the silence is over, the next message begins anew.
  await server.rows("UPDATE executions SET ended_at = ended_at - interval '11 min' WHERE contact_id = $1", [id]);
  await write(id, "oi de novo");
  await advance(id);
  expect(await said(id)).toEqual(["eco oi", "eco oi de novo"]);
});

test("without the setting every message begins anew; with triggers alone none does; after a failure there is no silence", async () => {
  await answerWith(answerOnce);
  const restarts = await contact("a");
  await advance(restarts);
  await write(restarts, "b");
  await advance(restarts);
  expect(await said(restarts)).toEqual(["eco a", "eco b"]);

  await ending({ mode: "triggers" });
  const silent = await contact("a");
  await advance(silent);
  await server.rows("UPDATE executions SET ended_at = ended_at - interval '300 days' WHERE contact_id = $1", [silent]);
  await write(silent, "b");
  await advance(silent);
  expect(await said(silent)).toEqual(["eco a"]);
  await server.rows("UPDATE executions SET status = 'failed' WHERE contact_id = $1", [silent]);
  await write(silent, "c");
  await advance(silent);
  expect(await said(silent)).toEqual(["eco a", "eco c"]);
});

test("the end that counts is that of the execution that began last, whichever process drew the lower id for it", async () => {
  await answerWith(answerOnce);
  const id = await contact("a");
  await advance(id);
  await ending({ mode: "quiet", quiet_seconds: 600 });
  await write(id, "b");
  await advance(id);
  // As a process does that has had its ids for longer.
  await server.rows(
    "UPDATE executions SET id = -id WHERE id = (SELECT id FROM executions WHERE contact_id = $1 ORDER BY started_at DESC LIMIT 1)",
    [id],
  );
  await write(id, "obrigado");
  await advance(id);
  expect(await said(id)).toEqual(["eco a", "eco b"]);
});
