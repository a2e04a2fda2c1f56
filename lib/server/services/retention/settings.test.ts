import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";
import { RETENTION, retentionBody } from "#lib/api/retention.ts";
import type { Role } from "#lib/roles.ts";

const server = await startTestServer();
const { getRetention, setRetention } = await import("./settings.ts");
const { parseBody } = await import("../../http/parse.ts");
afterAll(() => server.close());
let mark = 0;
beforeEach(async () => {
  await server.rows("DELETE FROM retention_settings");
  mark = (await server.rows<{ max: number | null }>("SELECT max(id) FROM audit_log"))[0]?.max ?? 0;
});

const as = (role: Role) => ({ id: `user:${role}`, role });
const audited = () => server.rows("SELECT actor, action, object_type, object_id, details FROM audit_log WHERE id > $1", [mark]);
const defaults = {
  conversations: null,
  webhook_items: 30,
  message_status_events: 180,
  mailbox: 180,
  ai_calls: 180,
  erased_messages: 180,
  sign_in_attempts: 1,
  audit_log: null,
};

test("until somebody chooses, everybody sees the defaults, by which conversations stay for good", async () => {
  for (const role of ["viewer", "editor", "admin"] as const) expect(await getRetention(as(role))).toEqual(defaults);
});

test("an administrator's choice holds, and the audit log tells what it changed", async () => {
  const chosen = { ...defaults, conversations: 365, mailbox: 90 };
  await setRetention(as("admin"), chosen);
  expect(await getRetention(as("viewer"))).toEqual(chosen);
  expect(await audited()).toEqual([
    {
      actor: "user:admin",
      action: "retention.updated",
      object_type: "settings",
      object_id: "retention",
      details: { conversations: { from: null, to: 365 }, mailbox: { from: 180, to: 90 } },
    },
  ]);
  await setRetention(as("admin"), { ...chosen, conversations: null });
  expect(await getRetention(as("viewer"))).toEqual({ ...chosen, conversations: null });
  expect(await audited()).toHaveLength(2);
});

test("what changes nothing leaves no trace", async () => {
  await setRetention(as("admin"), defaults);
  expect([await audited(), await server.rows("SELECT FROM retention_settings")]).toEqual([[], []]);
});

test.each(["viewer", "editor"] as const)("as %s one can not change it", async (role) => {
  await expect(setRetention(as(role), { ...defaults, mailbox: 90 })).rejects.toMatchObject({ name: "Problem", status: 403 });
  expect(await getRetention(as(role))).toEqual(defaults);
});

test.each(["conversations", "webhook_items", "message_status_events", "mailbox", "erased_messages"] as const)(
  "%s can not be forgotten while Meta may repeat it",
  (kind) => {
    expect(RETENTION[kind].min).toBeGreaterThan(7);
    for (const days of [0, 7, RETENTION[kind].min - 1, RETENTION[kind].max + 1, 30.5, "30"]) {
      const wrong = () => parseBody(retentionBody, { ...defaults, [kind]: days });
      expect(wrong, String(days)).toThrow(
        expect.objectContaining({
          status: 422,
          message: expect.stringContaining(`/${kind}: must be from ${RETENTION[kind].min} to 3650 days: Meta repeats webhooks for 7 days`),
        }),
      );
    }
    expect(parseBody(retentionBody, { ...defaults, [kind]: RETENTION[kind].min })).toMatchObject({ [kind]: RETENTION[kind].min });
  },
);

test("only conversations and the audit log may stay for good", () => {
  expect(() => parseBody(retentionBody, { ...defaults, mailbox: null })).toThrow("/mailbox");
});
