import { expect, test } from "vitest";
import type { Retention } from "#lib/api/retention.ts";
import { translator } from "#lib/i18n/catalogue.ts";
import { changedKinds, errorsOf, lossOf, type Rules, shortenedKinds } from "./retention.ts";

const t = translator("en");
const rule = { fallback: 30, min: 8, max: 100 };
const rules: Rules = {
  conversations: { ...rule, min: 30 },
  webhook_items: { ...rule, because: "webhooks" },
  message_status_events: rule,
  mailbox: rule,
  ai_calls: rule,
  erased_messages: rule,
  sign_in_attempts: rule,
  audit_log: rule,
};
const values: Retention = {
  conversations: null,
  webhook_items: 30,
  message_status_events: 30,
  mailbox: 30,
  ai_calls: 30,
  erased_messages: 30,
  sign_in_attempts: 30,
  audit_log: 30,
};

test.each<[string, Partial<Retention>, string[], string[]]>([
  ["nothing", {}, [], []],
  ["more days", { mailbox: 31 }, ["mailbox"], []],
  ["fewer days", { mailbox: 29, ai_calls: 40 }, ["mailbox", "ai_calls"], ["mailbox"]],
  ["an end to what had none", { conversations: 100 }, ["conversations"], ["conversations"]],
])("%s is told for what it is", (_, change, changed, shortened) => {
  const after = { ...values, ...change };
  expect([changedKinds(values, after), shortenedKinds(values, after)]).toEqual([changed, shortened]);
});

test("no end any more loses nothing", () => {
  expect(shortenedKinds({ ...values, conversations: 100 }, values)).toEqual([]);
});

test.each([7, 101, 8.5, NaN])("%s days are refused with the reason", (days) => {
  expect(errorsOf({ ...values, webhook_items: days, mailbox: days }, rules, t)).toEqual({
    webhook_items: "Enter 8 to 100 days: Meta repeats its notices for 7 days, and none of them may be forgotten sooner.",
    mailbox: "Enter 8 to 100 days.",
  });
});

test("the question names what goes", () => {
  const after = { ...values, conversations: 90, mailbox: 9 };
  expect(lossOf("mailbox", after, t)).toBe("What came in from contacts and has been answered: what is older than 9 days.");
  expect(lossOf("conversations", after, t)).toMatch(/^Conversations that ended more than 90 days ago/);
});
