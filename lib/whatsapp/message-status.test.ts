import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeStatus, STATUS_RANK } from "./message-status.ts";
import type { MessageStatus } from "./message-status.ts";

const WORDS = ["sent", "delivered", "read", "played", "failed", "deleted", "teleported", "queued", "simulated", "constructor"];
const STATUSES = Object.keys(STATUS_RANK) as MessageStatus[];
const mergeAll = (start: MessageStatus, words: readonly string[]) => words.reduce<MessageStatus>(mergeStatus, start);

test.each<[MessageStatus, string, MessageStatus]>([
  ["queued", "sent", "sent"],
  ["sending", "delivered", "delivered"],
  ["unknown", "sent", "sent"],
  ["sent", "sent", "sent"],
  ["sent", "failed", "failed"],
  ["sent", "played", "read"],
  ["read", "delivered", "read"],
  ["delivered", "failed", "delivered"],
  ["failed", "sent", "failed"],
  ["failed", "delivered", "delivered"],
  ["failed", "read", "read"],
  ["sent", "deleted", "sent"],
  ["sent", "teleported", "sent"],
  ["sending", "unknown", "sending"],
  ["queued", "simulated", "queued"],
  ["simulated", "read", "simulated"],
])("%s and then a report of %s is %s", (current, incoming, expected) => {
  expect(mergeStatus(current, incoming)).toBe(expected);
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test("every order of sent, delivered, read and failed, each twice, ends as read", () => {
  const orders = permutations(["sent", "delivered", "read", "failed"]);
  const ends = orders.flatMap((order) => permutations(order.slice(0, 2)).map((again) => mergeAll("sending", [...order, ...again])));
  expect(new Set(ends)).toEqual(new Set(["read"]));
});

test("order and duplicates never matter, and nothing moves backward", () => {
  const reports = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...STATUSES), reports.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2 }))), (start, [words, doubled]) => {
      const end = mergeAll(start, words);
      expect(mergeAll(start, doubled)).toBe(end);
      expect(STATUS_RANK[end]).toBeGreaterThanOrEqual(STATUS_RANK[start]);
    }),
  );
});
