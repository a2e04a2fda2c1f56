import { expect, test } from "vitest";
import { graphOf } from "./graph.fixture.ts";
import { usualTargets } from "./usual-targets.ts";

const names = (flow: string, from: string, exit: string) => usualTargets(graphOf(flow), from, exit).map(({ id }) => id);

test("an exit leads first where the same exit of others leads most often, then where its neighbours lead", () => {
  const flow = "a -[timeout]-> later; b -[timeout]-> late; c -[timeout]-> later; d -[yes]-> on; d -[no]-> off";
  expect(names(flow, "d", "timeout")).toEqual(["later", "late", "off"]);
});

test("what an exit leads to already is not offered again, nor the node itself", () => {
  expect(names("a -[timeout]-> b; b -[timeout]-> c", "b", "timeout")).toEqual([]);
});

test("behind `next` something new is wanted", () => expect(names("a -> b; c -> d", "c", "next")).toEqual([]));
