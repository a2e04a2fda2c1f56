import { expect, test } from "vitest";
import type { FlowSettings } from "#lib/engine/types.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { echo } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, answerWith, contact, write, said, executions } = await startAdvancing();
const { fireDueTimers } = await import("../effects/schedule_timer/fire.ts");

const ruled = (settings: FlowSettings) => answerWith({ ...echo, settings });
const pass = (minutes: number) =>
  server.rows("UPDATE scheduled_actions SET due_at = due_at - make_interval(mins => $1) WHERE status = 'pending'", [minutes]);
const timers = (contactId: number) =>
  server.rows<{ status: string }>("SELECT status FROM scheduled_actions WHERE contact_id = $1 ORDER BY id", [contactId]);

test("who says nothing is said goodbye to by a timer that survives everything, and each word begins the time anew", async () => {
  await ruled({ idle_seconds: 600, idle_message: "Até logo." });
  const id = await contact("a");
  await advance(id);
  await pass(9);
  await write(id, "b");
  await advance(id);
  expect(await timers(id)).toEqual([{ status: "cancelled" }, { status: "pending" }]);
  await pass(9);
  expect(await fireDueTimers()).toEqual([]);
  await pass(1);
  expect(await fireDueTimers()).toEqual([id]);
  await advance(id);
  expect(await said(id)).toEqual(["eco a", "eco b", "Até logo."]);
  expect(await executions(id)).toMatchObject([{ status: "expired", reason: "nothing came from the contact for 10 minutes" }]);
  const { listUnanswered } = await import("#server/services/unanswered/list-unanswered");
  await server.rows("UPDATE mailbox SET created_at = now() - interval '5 min' WHERE contact_id = $1", [id]);
  expect((await listUnanswered({ id: "e", role: "viewer" }, { limit: 100 })).items.filter(({ contact }) => contact.id === id)).toEqual([]);
});

test("a goodbye that WhatsApp would not take any more is not tried", async () => {
  await ruled({ idle_seconds: 25 * 3_600, idle_message: "Até logo." });
  const id = await contact("a");
  await advance(id);
  await server.rows(
    "UPDATE executions SET state = jsonb_set(state, '{heardAt}', to_jsonb((state->>'heardAt')::bigint - 90000000)) WHERE contact_id = $1",
    [id],
  );
  await pass(25 * 60);
  await fireDueTimers();
  await advance(id);
  expect(await said(id)).toEqual(["eco a"]);
  expect(await executions(id)).toMatchObject([{ status: "expired" }]);
});

test("a word to leave ends the conversation with its timers, and what follows keeps to what the end means", async () => {
  await ruled({
    idle_seconds: 600,
    leave: { words: ["Sair"], message: "Tchau." },
    after_end: { mode: "quiet", quiet_seconds: 600 },
  });
  const id = await contact("a");
  await advance(id);
  await write(id, "sáir!");
  await advance(id);
  await write(id, "obrigado");
  await advance(id);
  expect(await said(id)).toEqual(["eco a", "Tchau."]);
  expect(await executions(id)).toMatchObject([{ status: "cancelled", reason: "the contact said a word to leave" }]);
  expect(await timers(id)).toEqual([{ status: "cancelled" }]);
});
