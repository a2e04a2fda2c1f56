import { expect, test } from "vitest";
import type { Context } from "../../engine/types.ts";
import { randomSplit } from "./node.ts";

interface Visit {
  phone?: string;
  userId?: string;
  token?: string;
  nodeId?: string;
}

const exitOf = (config: object, { phone, userId, token = "v1.1", nodeId = "split" }: Visit) => {
  const context: Context =
    userId !== undefined ? { contact: { phone: null, user_id: userId } } : phone === undefined ? {} : { contact: { phone } };
  const outcome = randomSplit.enter({ config: randomSplit.config.parse(config), context, at: 0, nodeId, token, data: {} });
  return "exit" in outcome ? outcome.exit : null;
};

const weighted = {
  branches: [
    { id: "few", weight: 1 },
    { id: "none", weight: 0 },
    { id: "many", weight: 3 },
  ],
};

test.each([
  ["the tokens of one execution", (n: number) => ({ token: `v${n}.a1` })],
  ["the first visits of executions in a row", (n: number) => ({ token: `v1.${n.toString(36)}` })],
])("%s are spread by the weights", (_, visit) => {
  const count = 20_000;
  const found = Array.from({ length: count }, (_unused, n) => exitOf(weighted, visit(n + 1)));
  expect(found.filter((exit) => exit === "none")).toEqual([]);
  // Five standard deviations around a quarter.
  expect(Math.abs(found.filter((exit) => exit === "few").length / count - 0.25)).toBeLessThan(0.016);
});

test("contacts with numbers in a row are spread, and each always goes the same way at one node, whatever the visit", () => {
  const sticky = { ...weighted, sticky: true };
  const phones = Array.from({ length: 20_000 }, (_, n) => String(5_511_900_000_000 + n));
  const ways = phones.map((phone) => exitOf(sticky, { phone }));
  expect(Math.abs(ways.filter((exit) => exit === "few").length / phones.length - 0.25)).toBeLessThan(0.016);
  expect(phones.map((phone, n) => exitOf(sticky, { phone, token: `v${n}.x` }))).toEqual(ways);
  // Also one whom WhatsApp names by an id only.
  const byId = (n: number) => exitOf(sticky, { userId: "BR.4f9aK2mQ7z", token: `v${n}.x` });
  expect(new Set(Array.from({ length: 100 }, (_, n) => byId(n))).size).toBe(1);
  // Another node splits them anew: those of the small part here are not the small part there.
  const elsewhere = phones.filter((phone, n) => ways[n] === "few" && exitOf(sticky, { phone, nodeId: "other" }) === "few");
  expect(elsewhere.length / ways.filter((exit) => exit === "few").length).toBeLessThan(0.3);
});
