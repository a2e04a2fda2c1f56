import { expect, test } from "vitest";
import type { FlowNode } from "#lib/engine/types.ts";
import { CARD_LEVELS, cardSize, handlePlaces } from "./card-size.ts";

const node = (node_type: string, config: FlowNode["config"]): FlowNode => ({
  id: "n",
  name: "Node",
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const leadsOn = { id: "t", from: "n", to: "m", exit: "next", condition: null };
const MENU = "Como podemos ajudar?\n1 - Clínico geral\n2 - Dermatologia\n3 - Pediatria\n4 - Tirar uma dúvida\n5\n6\n7\n8\n9";

test("a compact card is as high for every text, a normal one shows eight lines, a full one all", () => {
  const sizes = CARD_LEVELS.map((level) => cardSize(node("send_message", { message: MENU }), [leadsOn], level));
  expect(sizes.map(({ width }) => width)).toEqual([208, 248, 304]);
  const [compact, normal, full] = sizes.map(({ height }) => height);
  expect(compact).toBe(48);
  expect((full ?? 0) - (normal ?? 0)).toBe(2 * 16);
  expect(cardSize(node("send_message", { message: "" }), [leadsOn], "compact").height).toBe(48);
});

test("a wait is a row of its own", () => {
  const height = (config: FlowNode["config"]) => cardSize(node("send_message", config), [leadsOn], "normal").height;
  expect(height({ message: "Oi", delay_seconds: 60 })).toBeGreaterThan(height({ message: "Oi" }) + 20);
});

test.each(CARD_LEVELS)("each transition has a handle of its own inside the card's height (%s)", (level) => {
  const transitions = Array.from({ length: 9 }, (_, n) => ({ ...leadsOn, id: `t${n}`, condition: `a == ${n}` }));
  const decision = node("decision", {});
  const size = cardSize(decision, transitions, level);
  const { target, exits } = handlePlaces(decision, transitions, level, size);
  expect(exits.map(({ transitionId }) => transitionId)).toEqual(transitions.map(({ id }) => id));
  const heights = exits.map(({ y }) => y);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(new Set(heights).size).toBe(9);
  expect(heights.every((y) => y > 0 && y < size.height)).toBe(true);
  expect(target).toEqual({ x: 0, y: 24 });
});
